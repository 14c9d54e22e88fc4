// SPDX-License-Identifier: GPL-3.0-or-later
#include "webpushencryption.h"

#include <QtEndian>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

namespace WebJabber {

static constexpr qsizetype saltBytes = 16;
static constexpr qsizetype contentKeyBytes = 16;
static constexpr qsizetype nonceBytes = 12;
static constexpr qsizetype tagBytes = 16;
static constexpr qsizetype inputKeyBytes = 32;
static constexpr quint32 recordSize = maxPushBytes;
static constexpr char lastRecord = 2; // the padding delimiter of the last record (RFC 8188, section 2)

static unsigned char *bytesOf(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

static const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

static OSSL_PARAM octets(const char *name, QByteArrayView value)
{
    // OpenSSL reads it only.
    return OSSL_PARAM_construct_octet_string(name, const_cast<char *>(value.data()), std::size_t(value.size()));
}

// HKDF with SHA-256 (RFC 5869), both steps.
static QByteArray hkdf(QByteArrayView salt, QByteArrayView key, QByteArrayView info, qsizetype length)
{
    struct Free {
        void operator()(EVP_KDF *kdf) const { EVP_KDF_free(kdf); }
        void operator()(EVP_KDF_CTX *context) const { EVP_KDF_CTX_free(context); }
    };
    const std::unique_ptr<EVP_KDF, Free> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, Free> context(EVP_KDF_CTX_new(kdf.get()));
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        octets(OSSL_KDF_PARAM_KEY, key),
        octets(OSSL_KDF_PARAM_SALT, salt),
        octets(OSSL_KDF_PARAM_INFO, info),
        OSSL_PARAM_construct_end(),
    };
    QByteArray derived(length, Qt::Uninitialized);
    if (!context || EVP_KDF_derive(context.get(), bytesOf(derived), std::size_t(length), parameters) != 1)
        qFatal("OpenSSL cannot derive a key");
    return derived;
}

static QByteArray encrypt(QByteArrayView key, QByteArrayView nonce, QByteArrayView plain)
{
    struct Free {
        void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
    };
    const std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    QByteArray encrypted(plain.size() + tagBytes, Qt::Uninitialized);
    int length = 0;
    if (!context || EVP_EncryptInit_ex2(context.get(), EVP_aes_128_gcm(), bytesOf(key), bytesOf(nonce), nullptr) != 1
        || EVP_EncryptUpdate(context.get(), bytesOf(encrypted), &length, bytesOf(plain), int(plain.size())) != 1
        || EVP_EncryptFinal_ex(context.get(), bytesOf(encrypted) + length, &length) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tagBytes, bytesOf(encrypted) + plain.size()) != 1)
        qFatal("OpenSSL cannot encrypt");
    return encrypted;
}

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
    // RFC 8291, section 3.4. The zeros that end the texts are part of them.
    const QByteArray keyInfo =
        QByteArray("WebPush: info").append('\0').append(receiver.publicKey).append(sender.publicPoint());
    QByteArray inputKey = hkdf(receiver.authSecret, *shared, keyInfo, inputKeyBytes);
    QByteArray contentKey = hkdf(salt, inputKey, QByteArray("Content-Encoding: aes128gcm").append('\0'),
                                 contentKeyBytes);
    const QByteArray nonce = hkdf(salt, inputKey, QByteArray("Content-Encoding: nonce").append('\0'), nonceBytes);

    QByteArray size(sizeof recordSize, Qt::Uninitialized);
    qToBigEndian(recordSize, size.data());
    QByteArray plain = message.toByteArray().append(lastRecord);
    QByteArray body = salt.toByteArray()
                          .append(size)
                          .append(char(P256Key::pointBytes))
                          .append(sender.publicPoint())
                          .append(encrypt(contentKey, nonce, plain));
    wipe(*shared);
    wipe(inputKey);
    wipe(contentKey);
    wipe(plain);
    return body;
}

} // namespace WebJabber
