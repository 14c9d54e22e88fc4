// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUuid>

#include <expected>

namespace WebJabber {

// A salted hash (PBKDF2-HMAC-SHA-256) of a password, for comparison only. The vault seals it like the password, so the
// number of rounds is low: it takes about a millisecond, which a sign-in on the event loop can afford.
class PasswordHash
{
public:
    PasswordHash() = default; // matches no password
    static PasswordHash of(const QString &password);
    // From the stored salt and digest.
    PasswordHash(const QByteArray &salt, const QByteArray &digest)
        : m_salt(salt)
        , m_digest(digest)
    {
    }

    // Compares in constant time.
    bool matches(const QString &password) const;

    const QByteArray &salt() const { return m_salt; }
    const QByteArray &digest() const { return m_digest; }

    friend bool operator==(const PasswordHash &, const PasswordHash &) = default;

private:
    QByteArray m_salt;
    QByteArray m_digest;
};

// The credentials with which an account signs in to its XMPP server, in the form that the vault seals.
struct StoredCredentials {
    QString password; // empty: it is not kept
    QByteArray token; // for FAST (XEP-0484), as QXmppCredentials writes it; empty: none
    QUuid deviceId; // for the SASL2 user agent (XEP-0388), to which a token belongs
    PasswordHash passwordHash;

    bool canSignIn() const { return !password.isEmpty() || !token.isEmpty(); }

    QByteArray toBytes() const;
    // Fails if the bytes were not made by toBytes() or have a newer version.
    static std::expected<StoredCredentials, QString> fromBytes(QByteArrayView bytes);

    friend bool operator==(const StoredCredentials &, const StoredCredentials &) = default;
};

} // namespace WebJabber
