// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/p256key.h"

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QUrl>

#include <expected>

namespace WebJabber {

// "https://push.example.org", with a port that is not the usual one: what a
// URL's server is called (RFC 6454).
QString originOf(const QUrl &url);

// Says to Web Push services who sends (RFC 8292), with the server's own key.
class Vapid
{
public:
    // Reads the key from the file vapid.key in the state directory, which is
    // made on the first start: 32 bytes in base64, for this user only. Fails
    // with a text for the operator. `contact` is a mailto: or https: URL that
    // push services may turn to; empty: none is told.
    static std::expected<Vapid, QString> open(const QString &stateDirectory, const QString &contact);

    Vapid(P256Key key, const QString &contact)
        : m_key(std::move(key))
        , m_contact(contact)
    {
    }

    // What browsers subscribe with: base64url of the uncompressed point.
    QByteArray publicKey() const;
    // The Authorization header for a request to this endpoint. The token in it
    // is signed once in a while, not for each request.
    QByteArray authorization(const QUrl &endpoint, const QDateTime &now);

private:
    struct Token {
        QByteArray text;
        QDateTime expires;
    };
    QByteArray sign(const QString &audience, const QDateTime &expires) const;

    P256Key m_key;
    QString m_contact;
    QHash<QString, Token> m_tokens; // by origin
};

} // namespace WebJabber
