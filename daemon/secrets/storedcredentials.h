// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUuid>

#include <expected>

namespace WebJabber {

// What is left of a password where only a comparison is needed: its
// PBKDF2-HMAC-SHA-256 under a salt of its own. It is sealed like the password,
// so the rounds are as few as a sign-in on the event loop can bear (about a
// millisecond).
class PasswordHash
{
public:
    PasswordHash() = default; // of no password at all
    static PasswordHash of(const QString &password);
    // Of what was kept.
    PasswordHash(const QByteArray &salt, const QByteArray &digest)
        : m_salt(salt)
        , m_digest(digest)
    {
    }

    // In a time that does not tell where the two differ.
    bool matches(const QString &password) const;

    const QByteArray &salt() const { return m_salt; }
    const QByteArray &digest() const { return m_digest; }

    friend bool operator==(const PasswordHash &, const PasswordHash &) = default;

private:
    QByteArray m_salt;
    QByteArray m_digest;
};

// What an account signs in to its XMPP server with, as the vault seals it.
struct StoredCredentials {
    QString password; // empty: it is not kept
    QByteArray token; // for FAST (XEP-0484), as QXmppCredentials writes it; empty: none
    QUuid deviceId; // for the SASL2 user agent (XEP-0388), to which a token belongs
    PasswordHash passwordHash;

    bool canSignIn() const { return !password.isEmpty() || !token.isEmpty(); }

    QByteArray toBytes() const;
    // Fails where they are not what toBytes() makes, or of a newer version.
    static std::expected<StoredCredentials, QString> fromBytes(QByteArrayView bytes);

    friend bool operator==(const StoredCredentials &, const StoredCredentials &) = default;
};

} // namespace WebJabber
