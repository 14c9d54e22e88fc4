// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCipher>

namespace WebJabber {

// The cipher suites RFC 9325 (BCP 195) leaves for TLS 1.2, and all of TLS 1.3:
// what is sent can be neither changed nor, when a key leaks later, be read.
QList<QSslCipher> recommendedCiphers();

// Makes them what the process offers and takes: to XMPP servers (RFC 7590) and
// push services, and of HTTP clients. On the main thread, before the first
// connection.
void useTlsPolicy();

} // namespace WebJabber
