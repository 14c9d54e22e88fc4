// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// QXmpp hashes a password for SCRAM (RFC 5802) with QPasswordDigestor, whose
// loop takes several times as long as OpenSSL's, on the thread that everything
// waits for. This room defines that one function anew, on OpenSSL; the dynamic
// linker prefers the program's own. Whether it did is told here: false costs
// time at each sign-in and nothing else.
bool hashesWithOpenSsl();

} // namespace WebJabber
