// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/roommessage.h"

#include "shared/eventjson.h"
#include "xmpp/archiveresult.h"
#include "xmpp/messagecontent.h"
#include "xmpp/messagedelay.h"
#include "xmpp/messagetext.h"
#include "xmpp/occupantid.h"
#include "xmpp/roommoderation.h"
#include "xmpp/stanzaid.h"
#include "xmpp/xmppnamespaces.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxRoomSubject = 4'096;

static QJsonValue idOrNull(const QString &id)
{
    return id.isEmpty() ? QJsonValue() : QJsonValue(id);
}

namespace {

// Reads one message of a room.
class RoomMessageReader
{
public:
    // `archiveId` is the id that the room's archive gave the message; empty: the message is live.
    RoomMessageReader(const QDomElement &message, const RoomContext &context, const QString &archiveId)
        : m_message(message)
        , m_context(context)
        , m_archiveId(archiveId)
        , m_isArchived(!archiveId.isEmpty())
        , m_payloads(message)
        , m_from(Jid::fromServer(message.attribute(u"from"_s)))
    {
    }

    // `received` is the time of the event unless the room delayed the message.
    std::optional<Event> read(const QDateTime &received);

private:
    bool isOfRoom() const;
    void readTime(const QDateTime &received);
    Jid statedAddress() const;
    bool isOwn() const;
    std::optional<MessageContent> content() const;
    std::optional<MessageContent> subject() const;
    std::optional<MessageContent> sharedContent() const;
    void insertOrigin(QJsonObject &members) const;
    void insertReferences(QJsonObject &members) const;

    const QDomElement &m_message;
    const RoomContext &m_context;
    const QString m_archiveId;
    const bool m_isArchived;
    const MessagePayloads m_payloads;
    const Jid m_from;
    QString m_occupantId;
    Jid m_jid;
    Event m_event;
};

} // namespace

bool RoomMessageReader::isOfRoom() const
{
    return isElement(m_message, "message"_L1, clientNamespace) && m_message.attribute(u"type"_s) == "groupchat"_L1
        && !m_context.room.isNull() && m_from.bare() == m_context.room
        && (m_from.isBare() || isNick(m_from.resource()));
}

void RoomMessageReader::readTime(const QDateTime &received)
{
    m_event.time = received;
    if (const QDateTime kept = serverDelay(m_message, m_context.room); kept.isValid()) {
        m_event.delayed = true;
        m_event.time = std::min(kept, received);
    }
}

// Returns the real address of the author. Only an archive is known to remove one that the author wrote (XEP-0313,
// section 5.1.2).
Jid RoomMessageReader::statedAddress() const
{
    const QList<QDomElement> &users = m_payloads.of(Payload::RoomUser);
    const QDomElement item = users.isEmpty() ? QDomElement() : childElement(users.last(), "item"_L1, roomUserNamespace);
    return Jid::fromServer(bounded(item.attribute(u"jid"_s), Jid::maxLength));
}

bool RoomMessageReader::isOwn() const
{
    if (m_jid.bare() == m_context.account)
        return true;
    if (!m_context.occupantId.isEmpty() && !m_occupantId.isEmpty())
        return m_occupantId == m_context.occupantId;
    // In the past another user may have had the nickname.
    const bool isLive = !m_isArchived && !m_event.delayed;
    return isLive && !m_context.nick.isEmpty() && m_from.resource() == m_context.nick;
}

std::optional<Event> RoomMessageReader::read(const QDateTime &received)
{
    if (!isOfRoom())
        return std::nullopt;
    readTime(received);
    if (m_context.hasOccupantIds)
        m_occupantId = occupantIdOf(m_message);
    if (m_isArchived)
        m_jid = statedAddress();
    m_event.account = m_context.account;
    m_event.from = m_from;
    m_event.direction = isOwn() ? Direction::Out : Direction::In;
    m_event.to = m_event.direction == Direction::Out ? m_context.room : m_context.account;
    auto read = content();
    if (!read)
        return std::nullopt;
    m_event.type = read->type;
    m_event.id = read->id;
    m_event.body = read->body;
    m_event.thread = m_payloads.first(Payload::Thread).text();
    // The id of a result is the stanza-id (XEP-0313, section 4.2).
    if (m_isArchived)
        m_event.stanzaId = m_archiveId;
    else if (m_context.hasStanzaIds)
        m_event.stanzaId = ownStanzaId(m_message, m_context.room);
    if (m_event.type != EventType::Marker)
        setSenderId(m_event, originId(m_payloads));
    insertReferences(read->members);
    insertOrigin(read->members);
    m_event.content = QJsonDocument(read->members).toJson(QJsonDocument::Compact);
    return m_event;
}

// A subject has no body and no thread (XEP-0045, section 8.1): other messages may have a subject as well.
std::optional<MessageContent> RoomMessageReader::subject() const
{
    if (!m_payloads.has(Payload::Subject) || m_payloads.has(Payload::Body) || m_payloads.has(Payload::Thread))
        return std::nullopt;
    const LocalizedText text = chooseText(m_payloads.of(Payload::Subject), m_message);
    MessageContent content{EventType::Subject, m_from, m_message.attribute(u"id"_s), {}, {}};
    content.members.insert("subject"_L1, bounded(text.text, maxRoomSubject));
    return content;
}

std::optional<MessageContent> RoomMessageReader::sharedContent() const
{
    const Jid own = m_context.nick.isEmpty() ? Jid()
                                             : Jid::fromServer(m_context.room.toString() + u'/' + m_context.nick);
    auto content = messageContent(
        m_message, m_payloads,
        {m_from, m_context.room, m_context.account, m_isArchived, m_event.time, m_context.room, own});
    if (!content || content->type == EventType::Receipt) // receipts are not for rooms (XEP-0184, section 5.3)
        return std::nullopt;
    content->members.remove("subject"_L1);
    const auto isContent = [](const QString &name) { return name != "lang"_L1 && name != "extensions"_L1; };
    const bool isEmpty = content->body.isEmpty() && !m_payloads.has(Payload::Body)
        && std::ranges::none_of(content->members.keys(), isContent);
    if (content->type == EventType::Message && isEmpty)
        return std::nullopt;
    return content;
}

std::optional<MessageContent> RoomMessageReader::content() const
{
    if (m_from.isBare()) {
        if (const auto members = roomModeration(m_payloads, m_context.room))
            return MessageContent{EventType::Retraction, m_from, m_message.attribute(u"id"_s), {}, *members};
    }
    const QDomElement tombstone = m_isArchived ? oldModeratedTombstone(m_message) : QDomElement();
    if (!tombstone.isNull()) {
        const QDateTime time = stampTime(tombstone);
        const QString retracted = jsonTime(time.isValid() ? time : m_event.time);
        return MessageContent{
            EventType::Message, m_from, m_message.attribute(u"id"_s), {}, {{u"retracted"_s, retracted}}};
    }
    if (auto content = subject())
        return content;
    return sharedContent();
}

// The ids in a room's messages are stanza-ids of the room, except that a correction has the id of its author.
void RoomMessageReader::insertReferences(QJsonObject &members) const
{
    if (m_event.type != EventType::Marker)
        members.insert("ref"_L1, idOrNull(m_event.stanzaId));
    if (!members.contains("about"_L1))
        return;
    QJsonObject about = members.value("about"_L1).toObject();
    about.insert(m_event.type == EventType::Correction ? "ref"_L1 : "id"_L1, QJsonValue());
    members.insert("about"_L1, about);
}

void RoomMessageReader::insertOrigin(QJsonObject &members) const
{
    members.insert("kind"_L1, u"room"_s);
    members.insert("with"_L1, m_context.room.toString());
    if (const QString nick = m_from.resource(); !nick.isEmpty())
        members.insert("nick"_L1, nick);
    if (!m_occupantId.isEmpty())
        members.insert("occupant_id"_L1, m_occupantId);
    if (!m_jid.isNull())
        members.insert("jid"_L1, m_jid.toString());
}

std::optional<Event> eventFromRoomMessage(const QDomElement &message, const RoomContext &context,
                                          const QDateTime &received)
{
    return RoomMessageReader(message, context, {}).read(received);
}

std::optional<RoomArchivedStanza> roomArchivedStanzaFrom(const QDomElement &message, const RoomContext &context,
                                                         const QDateTime &received)
{
    const auto result = archiveResultFrom(message, received);
    if (!result || Jid::fromServer(message.attribute(u"from"_s)) != context.room)
        return std::nullopt;
    RoomArchivedStanza stanza{result->queryId, result->position, {}};
    const QDateTime sent = std::min(result->position.time, received);
    stanza.event = RoomMessageReader(result->message, context, result->position.id).read(sent);
    if (stanza.event)
        stanza.event->delayed = true;
    return stanza;
}

} // namespace WebJabber
