// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/storedcredentials.h"

#include "secrets/secretkey.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr int formatVersion = 1;
// Part of the format: another number of rounds needs another format version.
static constexpr int hashRounds = 10'000;
static constexpr qsizetype hashBytes = 32;
static constexpr qsizetype saltBytes = 16;
// Sealed bytes reveal their length, so they are padded to hide the length of the password.
static constexpr qsizetype paddedBytes = 512;

static QByteArray digest(const QString &password, const QByteArray &salt)
{
    QByteArray secret = password.toUtf8();
    QByteArray result(hashBytes, Qt::Uninitialized);
    const bool done = PKCS5_PBKDF2_HMAC(secret.constData(), int(secret.size()),
                                        reinterpret_cast<const unsigned char *>(salt.constData()), int(salt.size()),
                                        hashRounds, EVP_sha256(), int(result.size()),
                                        reinterpret_cast<unsigned char *>(result.data()));
    wipe(secret);
    if (!done)
        qFatal("OpenSSL cannot hash a password");
    return result;
}

PasswordHash PasswordHash::of(const QString &password)
{
    QByteArray salt(saltBytes, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(salt.data()), int(salt.size())) != 1)
        qFatal("the system gives no random numbers");
    return {salt, WebJabber::digest(password, salt)};
}

bool PasswordHash::matches(const QString &password) const
{
    return m_digest.size() == hashBytes
        && CRYPTO_memcmp(m_digest.constData(), WebJabber::digest(password, m_salt).constData(), hashBytes) == 0;
}

QByteArray StoredCredentials::toBytes() const
{
    const auto base64 = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); };
    const QByteArray json = QJsonDocument(QJsonObject{
                                              {u"version"_s, formatVersion},
                                              {u"password"_s, password},
                                              {u"token"_s, base64(token)},
                                              {u"deviceId"_s, deviceId.toString(QUuid::WithoutBraces)},
                                              {u"salt"_s, base64(passwordHash.salt())},
                                              {u"digest"_s, base64(passwordHash.digest())},
                                          })
                                .toJson(QJsonDocument::Compact);
    const qsizetype blocks = (json.size() + paddedBytes - 1) / paddedBytes;
    return json.leftJustified(blocks * paddedBytes);
}

std::expected<StoredCredentials, QString> StoredCredentials::fromBytes(QByteArrayView bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes.toByteArray()).object();
    const int version = object[u"version"_s].toInt();
    if (version != formatVersion)
        return std::unexpected(version > formatVersion ? u"they are of a newer version"_s : u"they are damaged"_s);
    const auto bytesOf = [&object](const QString &name) {
        return QByteArray::fromBase64(object[name].toString().toLatin1());
    };
    return StoredCredentials{object[u"password"_s].toString(), bytesOf(u"token"_s),
                             QUuid::fromString(object[u"deviceId"_s].toString()),
                             PasswordHash(bytesOf(u"salt"_s), bytesOf(u"digest"_s))};
}

} // namespace WebJabber
