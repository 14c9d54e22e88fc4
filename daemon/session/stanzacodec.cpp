// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanzacodec.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto clientNamespace = "jabber:client"_L1;
static constexpr auto stanzaIdNamespace = "urn:xmpp:sid:0"_L1;

static constexpr std::array chatStates{"active"_L1, "composing"_L1, "paused"_L1, "inactive"_L1, "gone"_L1};
static constexpr std::array subscriptionActions{"subscribe"_L1, "subscribed"_L1, "unsubscribe"_L1, "unsubscribed"_L1};

static QDomElement child(const QDomElement &parent, QLatin1StringView name, QLatin1StringView ns)
{
    for (auto element = parent.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (element.localName() == name && element.namespaceURI() == ns)
            return element;
    }
    return {};
}

static bool isMessage(const QDomElement &element)
{
    return element.localName() == "message"_L1 && element.namespaceURI() == clientNamespace;
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
        if (element.localName() == "stanza-id"_L1 && element.namespaceURI() == stanzaIdNamespace
            && Jid::fromServer(element.attribute(u"by"_s)) == account)
            return element.attribute(u"id"_s);
    }
    return {};
}

static QString originId(const QDomElement &message)
{
    return child(message, "origin-id"_L1, stanzaIdNamespace).attribute(u"id"_s);
}

// The time of a <delay/>; invalid where there is none.
static QDateTime delayTime(const QDomElement &parent)
{
    const QDomElement delay = child(parent, "delay"_L1, "urn:xmpp:delay"_L1);
    return QDateTime::fromString(delay.attribute(u"stamp"_s), Qt::ISODateWithMs).toUTC();
}

// What the message says; false where that is nothing to keep.
static bool readContent(const QDomElement &message, Event &event)
{
    event.id = message.attribute(u"id"_s);
    event.body = bodyText(message);
    if (!event.body.isEmpty())
        return true;
    if (const auto receipt = child(message, "received"_L1, "urn:xmpp:receipts"_L1); !receipt.isNull()) {
        event.type = EventType::Receipt;
        event.id = receipt.attribute(u"id"_s);
        return !event.id.isEmpty();
    }
    if (const auto marker = child(message, "displayed"_L1, "urn:xmpp:chat-markers:0"_L1); !marker.isNull()) {
        event.type = EventType::Marker;
        event.id = marker.attribute(u"id"_s);
        return !event.id.isEmpty();
    }
    return false;
}

std::optional<Event> eventFromMessage(const QDomElement &message, const Jid &account, const QDateTime &received)
{
    const QString type = message.attribute(u"type"_s);
    if (!isMessage(message) || type == "error"_L1 || type == "groupchat"_L1)
        return std::nullopt;
    Event event;
    if (!readContent(message, event))
        return std::nullopt;
    event.account = account;
    // Without a sender it is from the account's own server (RFC 6120, section 8.1.2.1).
    event.from = Jid::fromServer(message.attribute(u"from"_s, account.toString()));
    event.to = Jid::fromServer(message.attribute(u"to"_s, account.toString()));
    event.stanzaId = stanzaId(message, account);
    event.isIdUnique = !event.id.isEmpty() && originId(message) == event.id;
    event.thread = child(message, "thread"_L1, clientNamespace).text();
    event.time = received;
    if (const QDateTime sent = delayTime(message); sent.isValid()) {
        event.delayed = true;
        event.time = sent;
    }
    return event;
}

// Whether the account's own server says so itself.
static bool isFromOwnServer(const QDomElement &message, const Jid &account)
{
    return message.hasAttribute(u"from"_s) && Jid::fromServer(message.attribute(u"from"_s)) == account;
}

static QDomElement forwarded(const QDomElement &wrapper)
{
    return child(wrapper, "forwarded"_L1, "urn:xmpp:forward:0"_L1);
}

// One's own message is known by the id its author gave it, whatever the server made of it.
static void makeOutgoing(Event &event, const QDomElement &message)
{
    event.direction = Direction::Out;
    if (const QString id = originId(message); event.type == EventType::Message && !id.isEmpty())
        event.id = id;
}

std::optional<Event> eventFromCarbon(const QDomElement &message, const Jid &account, const QDateTime &received)
{
    static constexpr auto carbonsNamespace = "urn:xmpp:carbons:2"_L1;
    if (!isMessage(message) || !isFromOwnServer(message, account))
        return std::nullopt;
    const QDomElement sent = child(message, "sent"_L1, carbonsNamespace);
    const QDomElement wrapper = sent.isNull() ? child(message, "received"_L1, carbonsNamespace) : sent;
    const QDomElement original = child(forwarded(wrapper), "message"_L1, clientNamespace);
    auto event = eventFromMessage(original, account, received);
    if (event && !sent.isNull())
        makeOutgoing(*event, original);
    return event;
}

std::optional<ArchivedStanza> archivedStanzaFrom(const QDomElement &message, const Jid &account,
                                                 const QDateTime &received)
{
    if (!isMessage(message) || (message.hasAttribute(u"from"_s) && !isFromOwnServer(message, account)))
        return std::nullopt;
    const QDomElement result = child(message, "result"_L1, "urn:xmpp:mam:2"_L1);
    const QString id = result.attribute(u"id"_s);
    if (id.isEmpty())
        return std::nullopt;
    const QDomElement wrapper = forwarded(result);
    const QDomElement original = child(wrapper, "message"_L1, clientNamespace);
    const QDateTime stored = delayTime(wrapper);
    ArchivedStanza stanza{result.attribute(u"queryid"_s), {id, stored.isValid() ? stored : received}, std::nullopt};
    stanza.event = eventFromMessage(original, account, stanza.position.time);
    if (stanza.event) {
        stanza.event->stanzaId = id;
        stanza.event->delayed = true;
        if (stanza.event->from.bare() == account)
            makeOutgoing(*stanza.event, original);
    }
    return stanza;
}

std::optional<Event> eventFromPresence(const QDomElement &presence, const Jid &account, const QDateTime &received)
{
    const QString type = presence.attribute(u"type"_s);
    if (presence.localName() != "presence"_L1 || presence.namespaceURI() != clientNamespace
        || !std::ranges::contains(subscriptionActions, type))
        return std::nullopt;
    Event event;
    event.type = EventType::Subscription;
    event.account = account;
    event.from = Jid::fromServer(presence.attribute(u"from"_s)).bare();
    event.to = account;
    event.id = presence.attribute(u"id"_s);
    event.body = type;
    event.time = received;
    if (event.from.isNull() || event.from == account)
        return std::nullopt;
    return event;
}

std::optional<ChatState> chatStateFromMessage(const QDomElement &message)
{
    const QString type = message.attribute(u"type"_s);
    const Jid from = Jid::fromServer(message.attribute(u"from"_s)).bare();
    if (!isMessage(message) || type == "error"_L1 || type == "groupchat"_L1 || from.isNull()
        || delayTime(message).isValid())
        return std::nullopt;
    for (const QLatin1StringView state : chatStates) {
        if (!child(message, state, "http://jabber.org/protocol/chatstates"_L1).isNull())
            return ChatState{from, state};
    }
    return std::nullopt;
}

std::optional<Bounce> bounceFromMessage(const QDomElement &message)
{
    if (!isMessage(message) || message.attribute(u"type"_s) != "error"_L1 || message.attribute(u"id"_s).isEmpty())
        return std::nullopt;
    return Bounce{message.attribute(u"id"_s), Jid::fromServer(message.attribute(u"from"_s))};
}

} // namespace WebJabber
