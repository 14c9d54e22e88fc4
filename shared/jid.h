// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QHashFunctions>
#include <QString>

namespace WebJabber {

// A normalized XMPP address (RFC 7622): local part and domain in lower case, all parts in NFC. Equal addresses have
// equal texts.
class Jid
{
public:
    static constexpr qsizetype maxLength = 3071; // RFC 7622, section 3.1

    // The null address: all parts are empty.
    Jid() = default;

    // Validates and normalizes user input. Fails with invalid-jid.
    static Result<Jid> parse(const QString &text);
    // The same, but also fails with invalid-jid if there is a resource.
    static Result<Jid> parseBare(const QString &text);
    // Does not validate, as the XMPP server is responsible for the validity of its addresses.
    static Jid fromServer(const QString &text);

    bool isNull() const { return m_text.isEmpty(); }
    bool isBare() const { return m_slash < 0; }
    Jid bare() const;

    QString toString() const { return m_text; }
    QString local() const; // empty if there is none
    QString domain() const;
    QString resource() const; // empty if there is none

    friend bool operator==(const Jid &a, const Jid &b) { return a.m_text == b.m_text; }
    friend auto operator<=>(const Jid &a, const Jid &b) { return QString::compare(a.m_text, b.m_text) <=> 0; }
    friend size_t qHash(const Jid &jid, size_t seed = 0) noexcept { return qHash(jid.m_text, seed); }

private:
    explicit Jid(QString text);

    QString m_text;
    qsizetype m_at = -1;
    qsizetype m_slash = -1;
};

} // namespace WebJabber

// For standard hashed containers.
template<>
struct std::hash<WebJabber::Jid> {
    std::size_t operator()(const WebJabber::Jid &jid) const noexcept { return qHash(jid); }
};
