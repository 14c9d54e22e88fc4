// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace WebJabber {

// HKDF with SHA-256 (RFC 5869), extract and expand. Returns `length` bytes, at most 8,160. Ends the program if OpenSSL
// cannot derive them.
QByteArray hkdf(QByteArrayView salt, QByteArrayView key, QByteArrayView info, qsizetype length);

} // namespace WebJabber
