// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/aesgcm.h"

#include "secrets/opensslbytes.h"
#include "secrets/secretkey.h"
#include "shared/freewith.h"

#include <openssl/evp.h>

#include <memory>

namespace WebJabber::AesGcm {

using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<EVP_CIPHER_CTX_free>>;

static const EVP_CIPHER *cipherFor(QByteArrayView key)
{
    Q_ASSERT(key.size() == 16 || key.size() == 32);
    return key.size() == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
}

QByteArray encrypt(QByteArrayView key, QByteArrayView nonce, QByteArrayView plain, QByteArrayView associated)
{
    Q_ASSERT(nonce.size() == nonceBytes);
    const Context context(EVP_CIPHER_CTX_new());
    QByteArray encrypted(plain.size() + tagBytes, Qt::Uninitialized);
    unsigned char *const tag = bytesOf(encrypted) + plain.size();
    int length = 0;
    if (!context || EVP_EncryptInit_ex2(context.get(), cipherFor(key), bytesOf(key), bytesOf(nonce), nullptr) != 1
        || EVP_EncryptUpdate(context.get(), nullptr, &length, bytesOf(associated), int(associated.size())) != 1
        || EVP_EncryptUpdate(context.get(), bytesOf(encrypted), &length, bytesOf(plain), int(plain.size())) != 1
        || EVP_EncryptFinal_ex(context.get(), bytesOf(encrypted) + length, &length) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, int(tagBytes), tag) != 1)
        qFatal("OpenSSL cannot encrypt");
    return encrypted;
}

std::optional<QByteArray> decrypt(QByteArrayView key, QByteArrayView nonce, QByteArrayView encrypted,
                                  QByteArrayView associated)
{
    if (nonce.size() != nonceBytes || encrypted.size() < tagBytes)
        return {};
    const QByteArrayView text = encrypted.chopped(tagBytes);
    QByteArray tag = encrypted.last(tagBytes).toByteArray();
    QByteArray plain(text.size(), Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    if (!context || EVP_DecryptInit_ex2(context.get(), cipherFor(key), bytesOf(key), bytesOf(nonce), nullptr) != 1
        || EVP_DecryptUpdate(context.get(), nullptr, &length, bytesOf(associated), int(associated.size())) != 1
        || EVP_DecryptUpdate(context.get(), bytesOf(plain), &length, bytesOf(text), int(text.size())) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(tagBytes), tag.data()) != 1
        || EVP_DecryptFinal_ex(context.get(), bytesOf(plain) + length, &length) != 1) {
        wipe(plain);
        return {};
    }
    return plain;
}

} // namespace WebJabber::AesGcm
