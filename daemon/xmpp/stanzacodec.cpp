// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanzacodec.h"

#include "shared/eventjson.h"
#include "xmpp/archiveresult.h"
#include "xmpp/messagecontent.h"
#include "xmpp/messagedelay.h"
#include "xmpp/messagepayloads.h"
#include "xmpp/messagetext.h"
#include "xmpp/stanzaid.h"
#include "xmpp/xmppnamespaces.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array chatStates{"active"_L1, "composing"_L1, "paused"_L1, "inactive"_L1, "gone"_L1};
static constexpr std::array subscriptionActions{"subscribe"_L1, "subscribed"_L1, "unsubscribe"_L1, "unsubscribed"_L1};

static bool isMessage(const QDomElement &element)
{
    return element.localName() == "message"_L1 && element.namespaceURI() == clientNamespace;
}

// A message from the account to itself is a sent one, however it arrives. The copies of it that a server
// delivers, forwards and archives are thus one event.
static Direction directionOf(const Event &event, const QDomElement &message)
{
    const bool isToOneself = message.hasAttribute(u"from"_s) && !event.from.isBare()
        && event.from.bare() == event.account && event.to.bare() == event.account;
    return isToOneself ? Direction::Out : Direction::In;
}

static void setIds(Event &event, QJsonObject &members, const MessagePayloads &payloads)
{
    if (event.type == EventType::Receipt || event.type == EventType::Marker)
        return;
    const QString origin = originId(payloads);
    setSenderId(event, origin);
    if (!origin.isEmpty() && !event.isIdUnique)
        members.insert("ref"_L1, origin);
}

namespace {
// The context of a message before it is parsed.
struct Origin {
    Jid account; // bare
    QDateTime received; // UTC
    std::optional<Direction> direction; // nullopt: derived from the message
    bool isArchived = false;
};
} // namespace

static std::optional<Event> readMessage(const QDomElement &message, const Origin &origin)
{
    const QString type = message.attribute(u"type"_s);
    if (!isMessage(message) || type == "error"_L1 || type == "groupchat"_L1)
        return std::nullopt;
    const MessagePayloads payloads(message);
    Event event;
    event.account = origin.account;
    // A message without a sender is from the account's own server (RFC 6120, section 8.1.2.1).
    event.from = Jid::fromServer(message.attribute(u"from"_s, origin.account.toString()));
    event.to = Jid::fromServer(message.attribute(u"to"_s, origin.account.toString()));
    event.direction = origin.direction.value_or(directionOf(event, message));
    event.time = origin.received;
    if (const QDateTime kept = serverDelay(message, origin.account); kept.isValid()) {
        event.delayed = true;
        event.time = std::min(kept, origin.received);
    }
    auto content = messageContent(message, payloads,
                                  {event.from, event.direction == Direction::Out ? event.to : event.from,
                                   origin.account, origin.isArchived, event.time});
    if (!content)
        return std::nullopt;
    event.type = content->type;
    event.from = content->from;
    event.id = content->id;
    event.body = content->body;
    event.thread = payloads.first(Payload::Thread).text();
    event.wantsReceipt = event.type == EventType::Message && type != "headline"_L1 && !event.id.isEmpty()
        && !childElement(message, "request"_L1, receiptsNamespace).isNull();
    event.stanzaId = ownStanzaId(message, event.account);
    setIds(event, content->members, payloads);
    if (!content->members.isEmpty())
        event.content = QJsonDocument(content->members).toJson(QJsonDocument::Compact);
    return event;
}

std::optional<Event> eventFromMessage(const QDomElement &message, const Jid &account, const QDateTime &received)
{
    return readMessage(message, {account, received, {}, false});
}

// Whether the account's own server sent the message itself.
static bool isFromOwnServer(const QDomElement &message, const Jid &account)
{
    return message.hasAttribute(u"from"_s) && Jid::fromServer(message.attribute(u"from"_s)) == account;
}

static QDomElement forwarded(const QDomElement &wrapper)
{
    return childElement(wrapper, "forwarded"_L1, forwardNamespace);
}

std::optional<Carbon> carbonFromMessage(const QDomElement &message, const Jid &account)
{
    if (!isMessage(message) || !isFromOwnServer(message, account))
        return std::nullopt;
    const QDomElement sent = childElement(message, "sent"_L1, carbonsNamespace);
    const QDomElement wrapper = sent.isNull() ? childElement(message, "received"_L1, carbonsNamespace) : sent;
    const QDomElement original = childElement(forwarded(wrapper), "message"_L1, clientNamespace);
    if (original.isNull())
        return std::nullopt;
    return Carbon{original, sent.isNull() ? Direction::In : Direction::Out};
}

std::optional<Event> eventFromCarbon(const QDomElement &message, const Jid &account, const QDateTime &received)
{
    const auto carbon = carbonFromMessage(message, account);
    if (!carbon)
        return std::nullopt;
    const auto direction = carbon->direction == Direction::Out ? std::optional(Direction::Out) : std::nullopt;
    auto event = readMessage(carbon->message, {account, received, direction, false});
    // A room delivers a private message to each client that is in it (XEP-0280, section 6.1).
    if (event && carbon->direction == Direction::In && eventContent(*event).value("kind"_L1) == "private"_L1)
        return std::nullopt;
    if (event)
        event->wantsReceipt = false; // the client that received the original sends one
    // The copy may have been delayed as well.
    if (const QDateTime kept = serverDelay(message, account); event && kept.isValid()) {
        event->delayed = true;
        event->time = std::min(event->time, kept);
    }
    return event;
}

std::optional<ArchivedStanza> archivedStanzaFrom(const QDomElement &message, const Jid &account,
                                                 const QDateTime &received)
{
    if (!isMessage(message) || (message.hasAttribute(u"from"_s) && !isFromOwnServer(message, account)))
        return std::nullopt;
    const auto result = archiveResultFrom(message, received);
    if (!result)
        return std::nullopt;
    const QDomElement &original = result->message;
    const QDateTime time = result->position.time;
    const bool isOwn = original.hasAttribute(u"from"_s)
        && Jid::fromServer(original.attribute(u"from"_s)).bare() == account;
    const auto direction = isOwn ? std::optional(Direction::Out) : std::nullopt;
    ArchivedStanza stanza{result->queryId, result->position, {}, {}, {}, {}};
    if (isOwn && isMessage(original)) {
        const QString origin = originId(MessagePayloads(original));
        stanza.ownId = origin.isEmpty() ? original.attribute(u"id"_s) : origin;
    }
    stanza.bounce = bounceFromMessage(original, account);
    const QDateTime sent = std::min(time, received);
    stanza.event = readMessage(original, {account, sent, direction, true});
    if (stanza.event) {
        stanza.event->stanzaId = stanza.position.id;
        stanza.event->delayed = true;
    } else if (stanza.call = callSignal(original, direction.value_or(Direction::In), account, sent); stanza.call) {
        stanza.call->event.stanzaId = stanza.position.id;
        stanza.call->event.delayed = true;
    }
    return stanza;
}

static constexpr qsizetype maxNickLength = 128;
static constexpr qsizetype maxRequestTextLength = 512;

// Returns the name and the text that the sender of a subscription request gives (RFC 6121,
// section 4.7.2.2; XEP-0172, section 4.2).
static QJsonObject requestMembers(const QDomElement &request)
{
    QJsonObject members;
    const QDomElement nick = childElement(request, "nick"_L1, "http://jabber.org/protocol/nick"_L1);
    if (const QString name = nick.text().trimmed(); !name.isEmpty())
        members.insert("nick"_L1, bounded(name, maxNickLength));
    QList<QDomElement> texts;
    for (auto child = request.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == "status"_L1 && child.namespaceURI() == clientNamespace)
            texts.append(child);
    }
    if (const QString text = chooseText(texts, request).text.trimmed(); !text.isEmpty())
        members.insert("text"_L1, bounded(text, maxRequestTextLength));
    return members;
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
    if (type != "subscribe"_L1)
        return event;
    if (const QJsonObject members = requestMembers(presence); !members.isEmpty())
        event.content = QJsonDocument(members).toJson(QJsonDocument::Compact);
    return event;
}

std::optional<ChatState> chatStateFromMessage(const QDomElement &message)
{
    const QString type = message.attribute(u"type"_s);
    const Jid from = Jid::fromServer(message.attribute(u"from"_s)).bare();
    if (!isMessage(message) || type == "error"_L1 || type == "groupchat"_L1 || from.isNull() || hasDelay(message))
        return std::nullopt;
    for (const QLatin1StringView state : chatStates) {
        if (!childElement(message, state, chatStatesNamespace).isNull())
            return ChatState{from, state};
    }
    return std::nullopt;
}

std::optional<Bounce> bounceFromMessage(const QDomElement &message, const Jid &account)
{
    if (!isMessage(message) || message.attribute(u"type"_s) != "error"_L1 || message.attribute(u"id"_s).isEmpty())
        return std::nullopt;
    // A message without a sender is from the account's own server (RFC 6120, section 8.1.2.1).
    Bounce bounce{
        account, message.attribute(u"id"_s), Jid::fromServer(message.attribute(u"from"_s, account.toString())), {}, {}};
    if (bounce.from.isNull())
        return std::nullopt;
    const StanzaError error = stanzaErrorOf(message);
    bounce.condition = error.condition;
    bounce.text = error.text;
    return bounce;
}

} // namespace WebJabber
