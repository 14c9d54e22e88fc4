// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secretkey.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>

namespace WebJabber {

SecretKey SecretKey::random()
{
    SecretKey key;
    if (RAND_priv_bytes(key.m_key.data(), int(key.m_key.size())) != 1)
        qFatal("the system gives no random numbers");
    return key;
}

std::optional<SecretKey> SecretKey::take(QByteArray &&key)
{
    QByteArray source = std::move(key);
    std::optional<SecretKey> result;
    if (source.size() == bytes) {
        result = SecretKey();
        std::ranges::copy(source, result->m_key.begin());
    }
    WebJabber::wipe(source);
    return result;
}

SecretKey::SecretKey(SecretKey &&other) noexcept
    : m_key(other.m_key)
{
    other.wipe();
}

SecretKey &SecretKey::operator=(SecretKey &&other) noexcept
{
    if (this != &other) {
        m_key = other.m_key;
        other.wipe();
    }
    return *this;
}

void SecretKey::wipe()
{
    OPENSSL_cleanse(m_key.data(), m_key.size());
}

void wipe(QByteArray &secret)
{
    OPENSSL_cleanse(secret.data(), std::size_t(secret.size()));
    secret.clear();
}

} // namespace WebJabber
