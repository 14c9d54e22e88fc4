// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCipher>

namespace WebJabber {

// The cipher suites that RFC 9325 (BCP 195) recommends for TLS 1.2, and all of TLS 1.3. They protect integrity and
// provide forward secrecy.
QList<QSslCipher> recommendedCiphers();

// Sets these cipher suites for all TLS of the process: connections to XMPP servers (RFC 7590) and push services, and
// the HTTP server. Call it on the main thread before the first connection.
void useTlsPolicy();

} // namespace WebJabber
