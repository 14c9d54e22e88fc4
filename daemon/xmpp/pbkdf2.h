// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QFuture>

namespace WebJabber {

// QXmpp hashes a password for SCRAM (RFC 5802) with QPasswordDigestor, whose
// loop takes several times as long as OpenSSL's, on the thread that everything
// waits for. This library defines that one function anew, on OpenSSL; the
// dynamic linker prefers the program's own. Returns whether it did: false costs
// time at each sign-in and nothing else.
bool hashesWithOpenSsl();

// The arguments of PBKDF2 (RFC 8018, section 5.2) for a key as long as a digest.
struct KeyDerivation {
    QCryptographicHash::Algorithm hash;
    QByteArray password;
    QByteArray salt;
    int iterations;
};

// Derives the key on a worker thread. Once the future has finished,
// QPasswordDigestor::deriveKeyPbkdf2() returns it without computing it again;
// the newest 1,024 keys are kept for that, in memory only. A key that is kept
// already finishes the future at once.
QFuture<void> deriveAhead(const KeyDerivation &derivation);

} // namespace WebJabber
