// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/webpushencryption.h"

#include "secrets/aesgcm.h"
#include "secrets/hkdf.h"
#include "secrets/opensslbytes.h"

#include <QtEndian>

#include <openssl/rand.h>

namespace WebJabber {

static constexpr qsizetype saltBytes = 16;
static constexpr qsizetype contentKeyBytes = 16;
static constexpr qsizetype inputKeyBytes = 32;
static constexpr quint32 recordSize = maxPushBytes;
static constexpr char lastRecord = 2; // the padding delimiter of the last record (RFC 8188, section 2)

std::optional<QByteArray> encryptForReceiver(QByteArrayView message, const PushReceiver &receiver)
{
    QByteArray salt(saltBytes, Qt::Uninitialized);
    if (RAND_bytes(bytesOf(salt), int(saltBytes)) != 1)
        qFatal("the system gives no random numbers");
    return encryptForReceiver(message, receiver, P256Key::generate(), salt);
}

std::optional<QByteArray> encryptForReceiver(QByteArrayView message, const PushReceiver &receiver,
                                             const P256Key &sender, QByteArrayView salt)
{
    Q_ASSERT(message.size() <= maxEncryptedMessageBytes && salt.size() == saltBytes);
    auto shared = sender.agree(receiver.publicKey);
    if (!shared)
        return {};
    // RFC 8291, section 3.4. The zeros at the end of the texts are part of them.
    const QByteArray keyInfo =
        QByteArray("WebPush: info").append('\0').append(receiver.publicKey).append(sender.publicPoint());
    QByteArray inputKey = hkdf(receiver.authSecret, *shared, keyInfo, inputKeyBytes);
    QByteArray contentKey = hkdf(salt, inputKey, QByteArray("Content-Encoding: aes128gcm").append('\0'),
                                 contentKeyBytes);
    const QByteArray nonce = hkdf(salt, inputKey, QByteArray("Content-Encoding: nonce").append('\0'),
                                  AesGcm::nonceBytes);

    QByteArray size(sizeof recordSize, Qt::Uninitialized);
    qToBigEndian(recordSize, size.data());
    QByteArray plain = message.toByteArray().append(lastRecord);
    QByteArray body = salt.toByteArray()
                          .append(size)
                          .append(char(P256Key::pointBytes))
                          .append(sender.publicPoint())
                          .append(AesGcm::encrypt(contentKey, nonce, plain));
    wipe(*shared);
    wipe(inputKey);
    wipe(contentKey);
    wipe(plain);
    return body;
}

} // namespace WebJabber
