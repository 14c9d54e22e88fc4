// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/p256key.h"

#include "secrets/opensslbytes.h"
#include "shared/freewith.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

namespace WebJabber {

static constexpr const char *curveName = "prime256v1";
static constexpr int numberBytes = 32;

using Number = std::unique_ptr<BIGNUM, FreeWith<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, FreeWith<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, FreeWith<EC_POINT_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, FreeWith<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, FreeWith<ECDSA_SIG_free>>;

void P256Key::Free::operator()(EVP_PKEY *key) const
{
    EVP_PKEY_free(key);
}

// Returns null if OpenSSL rejects the numbers as a key. `scalar` may be null.
static EVP_PKEY *makeKey(const BIGNUM *scalar, QByteArrayView point)
{
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curveName, 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                            std::size_t(point.size()))
            != 1
        || (scalar && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) != 1))
        qFatal("OpenSSL cannot describe a key");
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1)
        qFatal("OpenSSL knows no elliptic curves");
    const int selection = scalar ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    return EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) == 1 ? key : nullptr;
}

P256Key P256Key::generate()
{
    while (true) {
        if (auto key = fromPrivate(SecretKey::random()))
            return *std::move(key);
    }
}

std::optional<P256Key> P256Key::fromPrivate(const SecretKey &scalar)
{
    const Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    const Number number(BN_secure_new());
    if (!group || !number || !BN_bin2bn(scalar.data(), int(SecretKey::bytes), number.get()))
        qFatal("OpenSSL does not know P-256");
    if (BN_is_zero(number.get()) || BN_cmp(number.get(), EC_GROUP_get0_order(group.get())) >= 0)
        return {};
    BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    const Point point(EC_POINT_new(group.get()));
    QByteArray encoded(pointBytes, Qt::Uninitialized);
    if (!point || EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, nullptr) != 1
        || EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, bytesOf(encoded), pointBytes,
                              nullptr)
            != pointBytes)
        qFatal("OpenSSL cannot reckon on P-256");
    Handle key(makeKey(number.get(), encoded));
    if (!key)
        qFatal("OpenSSL does not take its own key");
    return P256Key(std::move(key), encoded);
}

QByteArray P256Key::sign(QByteArrayView data) const
{
    const DigestContext context(EVP_MD_CTX_new());
    std::size_t length = 0;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) != 1
        || EVP_DigestSign(context.get(), nullptr, &length, bytesOf(data), std::size_t(data.size())) != 1)
        qFatal("OpenSSL cannot sign");
    QByteArray der(qsizetype(length), Qt::Uninitialized);
    if (EVP_DigestSign(context.get(), bytesOf(der), &length, bytesOf(data), std::size_t(data.size())) != 1)
        qFatal("OpenSSL cannot sign");
    const unsigned char *position = bytesOf(QByteArrayView(der));
    const Signature signature(d2i_ECDSA_SIG(nullptr, &position, long(length)));
    QByteArray raw(signatureBytes, Qt::Uninitialized);
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytesOf(raw), numberBytes) != numberBytes
        || BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytesOf(raw) + numberBytes, numberBytes) != numberBytes)
        qFatal("OpenSSL made no signature");
    return raw;
}

P256Key::Handle P256Key::publicKey(QByteArrayView point)
{
    if (point.size() != pointBytes || point.front() != POINT_CONVERSION_UNCOMPRESSED)
        return {};
    return Handle(makeKey(nullptr, point));
}

std::optional<QByteArray> P256Key::agree(QByteArrayView otherPoint) const
{
    const Handle other = publicKey(otherPoint);
    if (!other)
        return {};
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, m_key.get(), nullptr));
    std::size_t length = numberBytes;
    QByteArray secret(numberBytes, Qt::Uninitialized);
    if (!context || EVP_PKEY_derive_init(context.get()) != 1
        || EVP_PKEY_derive_set_peer_ex(context.get(), other.get(), 1) != 1
        || EVP_PKEY_derive(context.get(), bytesOf(secret), &length) != 1 || length != numberBytes)
        return {};
    return secret;
}

bool isP256Point(QByteArrayView point)
{
    static const P256Key own = P256Key::generate();
    return own.agree(point).has_value();
}

} // namespace WebJabber
