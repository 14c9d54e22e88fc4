// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanzacodec.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto clientNamespace = "jabber:client"_L1;

static QDomElement child(const QDomElement &parent, QLatin1StringView name, QLatin1StringView ns)
{
    for (auto element = parent.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (element.localName() == name && element.namespaceURI() == ns)
            return element;
    }
    return {};
}

// The text without a language is the one for everybody; else the first.
static QString bodyText(const QDomElement &message)
{
    QDomElement chosen;
    for (auto element = message.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (element.localName() != "body"_L1 || element.namespaceURI() != clientNamespace)
            continue;
        const bool hasLanguage = element.hasAttributeNS(u"http://www.w3.org/XML/1998/namespace"_s, u"lang"_s);
        if (!hasLanguage)
            return element.text();
        if (chosen.isNull())
            chosen = element;
    }
    return chosen.text();
}

static QString stanzaId(const QDomElement &message, const Jid &account)
{
    for (auto element = message.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (element.localName() == "stanza-id"_L1 && element.namespaceURI() == "urn:xmpp:sid:0"_L1
            && Jid::fromServer(element.attribute(u"by"_s)) == account)
            return element.attribute(u"id"_s);
    }
    return {};
}

std::optional<Event> eventFromMessage(const QDomElement &message, const Jid &account, const QDateTime &received)
{
    if (message.localName() != "message"_L1 || message.namespaceURI() != clientNamespace)
        return std::nullopt;
    const QString type = message.attribute(u"type"_s);
    if (type == "error"_L1 || type == "groupchat"_L1)
        return std::nullopt;
    const QString body = bodyText(message);
    if (body.isEmpty())
        return std::nullopt;

    Event event;
    event.account = account;
    // Without a sender it is from the account's own server (RFC 6120, section 8.1.2.1).
    event.from = Jid::fromServer(message.attribute(u"from"_s, account.toString()));
    event.to = Jid::fromServer(message.attribute(u"to"_s, account.toString()));
    event.id = message.attribute(u"id"_s);
    event.stanzaId = stanzaId(message, account);
    event.body = body;
    event.thread = child(message, "thread"_L1, clientNamespace).text();
    event.time = received;
    if (const QDomElement delay = child(message, "delay"_L1, "urn:xmpp:delay"_L1); !delay.isNull()) {
        const QDateTime stamp = QDateTime::fromString(delay.attribute(u"stamp"_s), Qt::ISODateWithMs);
        event.delayed = stamp.isValid();
        if (event.delayed)
            event.time = stamp.toUTC();
    }
    return event;
}

} // namespace WebJabber
