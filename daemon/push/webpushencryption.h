// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/p256key.h"

namespace WebJabber {

// The keys that a browser provided to have its messages encrypted.
struct PushReceiver {
    QByteArray publicKey; // P256Key::pointBytes
    QByteArray authSecret; // authSecretBytes

    static constexpr qsizetype authSecretBytes = 16;
};

// A push service accepts at least 4,096 bytes (RFC 8030, section 7.2). maxEncryptedMessageBytes of them remain for
// the message itself.
inline constexpr qsizetype maxPushBytes = 4096;
inline constexpr qsizetype encryptionBytes = 86 + 1 + 16; // header, delimiter, tag
inline constexpr qsizetype maxEncryptedMessageBytes = maxPushBytes - encryptionBytes;

// Encrypts a message of at most maxEncryptedMessageBytes in one record of Content-Encoding aes128gcm (RFC 8291, RFC
// 8188), with a key pair and a salt that are used only once. Returns nothing if the receiver's key is not a point of
// the curve.
std::optional<QByteArray> encryptForReceiver(QByteArrayView message, const PushReceiver &receiver);
// The same with a given key pair and salt, for test vectors. The salt has 16 bytes.
std::optional<QByteArray> encryptForReceiver(QByteArrayView message, const PushReceiver &receiver,
                                             const P256Key &sender, QByteArrayView salt);

} // namespace WebJabber
