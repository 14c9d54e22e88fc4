// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/messagenames.h"

#include "shared/eventjson.h"

#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

// The members of Event::content that are left of a retracted message.
static constexpr std::array keptNames{"about"_L1, "kind"_L1, "ref"_L1, "verified"_L1, "with"_L1};

static bool isChange(const Event &event)
{
    return event.type == EventType::Correction || event.type == EventType::Retraction;
}

static bool isAcknowledgement(const Event &event)
{
    return event.type == EventType::Receipt || event.type == EventType::Marker;
}

static Jid peerOf(const Event &event)
{
    return event.direction == Direction::Out ? event.to.bare() : event.from.bare();
}

static Jid authorOf(const Event &event)
{
    return event.direction == Direction::Out ? event.account : event.from.bare();
}

MessageOrigin messageOrigin(const Event &event)
{
    if (eventContent(event).contains("kind"_L1)) // of a room
        return {};
    return {peerOf(event), authorOf(event)};
}

QStringList messageIds(const Event &event)
{
    if (event.type != EventType::Message && event.type != EventType::Correction)
        return {};
    QStringList ids{event.id, event.wireId, eventContent(event).value("ref"_L1).toString()};
    ids.removeAll(QString());
    ids.removeDuplicates();
    return ids;
}

NamedMessages namedMessages(const Event &event)
{
    const Jid other = event.direction == Direction::Out ? peerOf(event) : event.account;
    if (isAcknowledgement(event))
        return {{event.id, other}, {}};
    const QJsonObject content = eventContent(event);
    const QJsonObject reply = content.value("reply_to"_L1).toObject();
    const Jid repliedTo = Jid::fromServer(reply.value("from"_L1).toString()).bare();
    return {{content["about"_L1]["id"_L1].toString(), isChange(event) ? authorOf(event) : other},
            {reply.value("ref"_L1).toString(), repliedTo.isNull() ? other : repliedTo}};
}

static void setSeq(QJsonObject &content, QLatin1StringView member, qint64 seq)
{
    QJsonObject object = content.value(member).toObject();
    object.insert("seq"_L1, seq > 0 ? QJsonValue(seq) : QJsonValue());
    content.insert(member, object);
}

void setKnownMessages(Event &event, const std::optional<KnownMessage> &about,
                      const std::optional<KnownMessage> &repliedTo)
{
    if (!about && !repliedTo)
        return;
    QJsonObject content = eventContent(event);
    if (about && isAcknowledgement(event)) {
        if (about->seq > 0)
            content.insert("_seq"_L1, about->seq);
    } else if (about) {
        setSeq(content, "about"_L1, about->seq);
        // A reaction changes nobody's message, so that it is enough that the message is one of the conversation.
        content.insert("verified"_L1, about->isByAuthor || event.type == EventType::Reaction);
    }
    if (repliedTo)
        setSeq(content, "reply_to"_L1, repliedTo->seq);
    event.content = content.isEmpty() ? QByteArray() : QJsonDocument(content).toJson(QJsonDocument::Compact);
}

Event retractedForm(Event event, const QDateTime &time)
{
    const QJsonObject content = eventContent(event);
    QJsonObject left{{u"retracted"_s, jsonTime(time)}};
    for (const QLatin1StringView name : keptNames) {
        if (const auto member = content.constFind(name); member != content.constEnd())
            left.insert(name, *member);
    }
    event.body.clear();
    event.content = QJsonDocument(left).toJson(QJsonDocument::Compact);
    return event;
}

} // namespace WebJabber
