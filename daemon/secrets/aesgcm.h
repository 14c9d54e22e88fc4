// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace WebJabber::AesGcm {

// AES-GCM (NIST SP 800-38D). The key has 16 or 32 bytes. A nonce must not be used twice with the same key.
inline constexpr qsizetype nonceBytes = 12;
inline constexpr qsizetype tagBytes = 16;

// Returns the encrypted bytes, followed by the tag. `associated` is authenticated, not encrypted. Ends the program if
// OpenSSL cannot encrypt.
QByteArray encrypt(QByteArrayView key, QByteArrayView nonce, QByteArrayView plain, QByteArrayView associated = {});

// Returns nothing if `encrypted` was not made by encrypt() with the same key, nonce and associated bytes.
std::optional<QByteArray> decrypt(QByteArrayView key, QByteArrayView nonce, QByteArrayView encrypted,
                                  QByteArrayView associated = {});

} // namespace WebJabber::AesGcm
