// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/p256key.h"

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QUrl>

#include <expected>

namespace WebJabber {

// Returns the origin of a URL (RFC 6454), for example "https://push.example.org"; with the port if it is not the
// default.
QString originOf(const QUrl &url);

// Identifies the sender to Web Push services (RFC 8292) with the daemon's own key.
class Vapid
{
public:
    // Reads the key from the file vapid.key in the state directory, which is created on the first start: 32 bytes in
    // base64, accessible to this user only. Fails with a text for the operator. `contact` is a mailto: or https: URL
    // at which push services may contact the operator; empty: none is sent.
    static std::expected<Vapid, QString> open(const QString &stateDirectory, const QString &contact);

    Vapid(P256Key key, const QString &contact)
        : m_key(std::move(key))
        , m_contact(contact)
    {
    }

    // The key that browsers subscribe with: base64url of the uncompressed point.
    QByteArray publicKey() const;
    // Returns the Authorization header for a request to this endpoint. Its token is signed once in a while, not for
    // each request.
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
