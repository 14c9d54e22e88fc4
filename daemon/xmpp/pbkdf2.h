// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QFuture>

namespace WebJabber {

// WORKAROUND (Qt 6.8): QXmpp hashes a password for SCRAM (RFC 5802) with QPasswordDigestor, whose loop takes several
// times as long as OpenSSL's and blocks the event loop. This library redefines that function with OpenSSL; the
// dynamic linker prefers the definition in the program. Ends with a QXmpp that derives its keys on another thread.
//
// Returns whether the redefinition is in effect. If it is not, each sign-in takes longer, without any other effect.
bool hashesWithOpenSsl();

// The arguments of PBKDF2 (RFC 8018, section 5.2) for a key as long as a digest.
struct KeyDerivation {
    QCryptographicHash::Algorithm hash;
    QByteArray password;
    QByteArray salt;
    int iterations;
};

// Derives the key on a worker thread. After the future has finished, QPasswordDigestor::deriveKeyPbkdf2()
// returns the key without computing it again. The newest 1,024 keys are cached for that, in memory only. If
// the key is cached already, the future is finished at once.
QFuture<void> deriveAhead(const KeyDerivation &derivation);

} // namespace WebJabber
