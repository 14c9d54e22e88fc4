// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secretkey.h"

#include <QByteArray>

#include <openssl/types.h>

#include <memory>
#include <optional>

namespace WebJabber {

// A key pair on NIST P-256, for Web Push (RFC 8291) and VAPID (RFC 8292). An internal failure of OpenSSL ends the
// program, because nothing works without randomness or memory.
class P256Key
{
public:
    static constexpr qsizetype pointBytes = 65; // 0x04, x, y
    static constexpr qsizetype signatureBytes = 64; // r, s

    static P256Key generate();
    // Returns nothing if the number is not a valid private key (one in 2^32).
    static std::optional<P256Key> fromPrivate(const SecretKey &scalar);

    const QByteArray &publicPoint() const { return m_publicPoint; } // uncompressed

    // ECDSA with SHA-256 in the JWS format (RFC 7518, section 3.4).
    QByteArray sign(QByteArrayView data) const;
    // ECDH. Returns nothing if `otherPoint` is not a point of the curve.
    std::optional<QByteArray> agree(QByteArrayView otherPoint) const;

private:
    struct Free {
        void operator()(EVP_PKEY *key) const;
    };
    using Handle = std::unique_ptr<EVP_PKEY, Free>;

    P256Key(Handle key, QByteArray publicPoint)
        : m_key(std::move(key))
        , m_publicPoint(std::move(publicPoint))
    {
    }
    static Handle publicKey(QByteArrayView point); // null if it is not a point of the curve

    Handle m_key;
    QByteArray m_publicPoint;
};

// Returns true if the bytes are an uncompressed point of the curve.
bool isP256Point(QByteArrayView point);

} // namespace WebJabber
