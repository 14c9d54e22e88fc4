// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/vapid.h"

#include "secrets/privatefile.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto fileName = "/vapid.key"_L1;
// At most 24 h (RFC 8292, section 2); some services reject a lifetime close to that.
static constexpr auto tokenLife = 12h;
static constexpr auto tokenReserve = 1h; // for differences between clocks
static constexpr qsizetype maxTokens = 1'000;

static QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString originOf(const QUrl &url)
{
    const int usualPort = url.scheme() == "https"_L1 ? 443 : 80;
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    if (url.port(usualPort) != usualPort)
        origin.setPort(url.port());
    return origin.toString(QUrl::FullyEncoded);
}

static std::expected<std::optional<P256Key>, QString> read(const QString &path)
{
    auto content = readPrivateFile(path, FileGuard::OwnerOnly);
    if (!content)
        return std::unexpected(u"the VAPID key cannot be used: "_s + content.error());
    if (!*content)
        return std::nullopt;
    QByteArray text = (*content)->trimmed();
    auto scalar = SecretKey::take(QByteArray::fromBase64(text, QByteArray::AbortOnBase64DecodingErrors));
    wipe(text);
    wipe(**content);
    auto key = scalar ? P256Key::fromPrivate(*scalar) : std::nullopt;
    if (!key)
        return std::unexpected(u"the VAPID key cannot be used: %1 does not hold the base64 text of one"_s.arg(path));
    return key;
}

static std::expected<void, QString> make(const QString &path)
{
    SecretKey scalar = SecretKey::random();
    while (!P256Key::fromPrivate(scalar))
        scalar = SecretKey::random();
    QByteArray text = QByteArray::fromRawData(scalar.view().data(), scalar.view().size()).toBase64();
    const auto made = makePrivateFile(path, text);
    wipe(text);
    if (!made)
        return std::unexpected(u"the VAPID key cannot be made: "_s + made.error());
    return {};
}

std::expected<Vapid, QString> Vapid::open(const QString &stateDirectory, const QString &contact)
{
    const QString path = stateDirectory + fileName;
    auto key = read(path);
    if (key && !*key) {
        if (const auto made = make(path); !made)
            return std::unexpected(made.error());
        key = read(path);
    }
    if (!key)
        return std::unexpected(key.error());
    if (!*key)
        return std::unexpected(u"the VAPID key is gone: %1"_s.arg(path));
    return Vapid(**std::move(key), contact);
}

QByteArray Vapid::publicKey() const
{
    return base64Url(m_key.publicPoint());
}

QByteArray Vapid::authorization(const QUrl &endpoint, const QDateTime &now)
{
    const QString audience = originOf(endpoint);
    Token token = m_tokens.value(audience);
    const auto left = token.expires.isValid() ? token.expires - now : 0ms;
    if (left < tokenReserve || left > tokenLife) {
        const QDateTime expires = now + tokenLife;
        token = {sign(audience, expires), expires};
        if (m_tokens.size() >= maxTokens)
            m_tokens.clear();
        m_tokens.insert(audience, token);
    }
    return "vapid t=" + token.text + ", k=" + publicKey();
}

QByteArray Vapid::sign(const QString &audience, const QDateTime &expires) const
{
    const QByteArray header = R"({"typ":"JWT","alg":"ES256"})";
    QJsonObject claims{{u"aud"_s, audience}, {u"exp"_s, expires.toSecsSinceEpoch()}};
    if (!m_contact.isEmpty())
        claims.insert("sub"_L1, m_contact);
    const QByteArray content = base64Url(header) + '.'
        + base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return content + '.' + base64Url(m_key.sign(content));
}

} // namespace WebJabber
