// SPDX-License-Identifier: GPL-3.0-or-later
#include "scramserver.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

namespace WebJabber::Bench {

static constexpr std::string_view salt = "not a secret";
static constexpr int hashBytes = 32;

static const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

static std::string hmac(std::string_view key, std::string_view text)
{
    std::string result(hashBytes, '\0');
    HMAC(EVP_sha256(), key.data(), int(key.size()), bytesOf(text), text.size(),
         reinterpret_cast<unsigned char *>(result.data()), nullptr);
    return result;
}

static std::string hash(std::string_view text)
{
    std::string result(hashBytes, '\0');
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char *>(result.data()), nullptr, EVP_sha256(),
               nullptr);
    return result;
}

std::string toBase64(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    text.resize(std::size_t(
        EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()), bytesOf(bytes), int(bytes.size()))));
    return text;
}

std::string fromBase64(std::string_view text)
{
    std::string bytes(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(reinterpret_cast<unsigned char *>(bytes.data()), bytesOf(text), int(text.size())) < 0)
        return {};
    bytes.resize(bytes.size() - (text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0));
    return bytes;
}

ScramServer::ScramServer(const std::string &password, int iterations)
    : m_parameters("s=" + toBase64(salt) + ",i=" + std::to_string(iterations))
{
    std::string salted(hashBytes, '\0');
    PKCS5_PBKDF2_HMAC(password.data(), int(password.size()), bytesOf(salt), int(salt.size()), iterations, EVP_sha256(),
                      hashBytes, reinterpret_cast<unsigned char *>(salted.data()));
    m_serverKey = hmac(salted, "Server Key");
    m_storedKey = hash(hmac(salted, "Client Key"));
}

std::string ScramServer::challenge(std::string_view clientFirst, Exchange &exchange) const
{
    const std::size_t name = clientFirst.find("n=");
    const std::size_t nonce = clientFirst.find(",r=", name);
    if (name == clientFirst.npos || nonce == clientFirst.npos)
        return {};
    exchange.user = clientFirst.substr(name + 2, nonce - name - 2);
    const std::string serverFirst = std::string(clientFirst.substr(nonce + 1)) + "load," + m_parameters;
    exchange.messages = std::string(clientFirst.substr(name)) + ',' + serverFirst;
    return serverFirst;
}

std::string ScramServer::success(std::string_view clientFinal, const Exchange &exchange) const
{
    const std::size_t proof = clientFinal.find(",p=");
    if (proof == clientFinal.npos)
        return {};
    const std::string signedText = exchange.messages + ',' + std::string(clientFinal.substr(0, proof));
    std::string clientKey = fromBase64(clientFinal.substr(proof + 3));
    const std::string signature = hmac(m_storedKey, signedText);
    for (std::size_t i = 0; i < std::min(clientKey.size(), signature.size()); ++i)
        clientKey[i] = char(clientKey[i] ^ signature[i]);
    if (hash(clientKey) != m_storedKey)
        return {};
    return "v=" + toBase64(hmac(m_serverKey, signedText));
}

} // namespace WebJabber::Bench
