// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/hkdf.h"

#include "secrets/opensslbytes.h"
#include "shared/freewith.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

namespace WebJabber {

static OSSL_PARAM octets(const char *name, QByteArrayView value)
{
    // OpenSSL only reads it.
    return OSSL_PARAM_construct_octet_string(name, const_cast<char *>(value.data()), std::size_t(value.size()));
}

QByteArray hkdf(QByteArrayView salt, QByteArrayView key, QByteArrayView info, qsizetype length)
{
    const std::unique_ptr<EVP_KDF, FreeWith<EVP_KDF_free>> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, FreeWith<EVP_KDF_CTX_free>> context(EVP_KDF_CTX_new(kdf.get()));
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

} // namespace WebJabber
