// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outgoingevent.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void insertAbout(QJsonObject &members, const QString &id)
{
    members.insert("about"_L1, QJsonObject{{u"ref"_s, id}, {u"id"_s, id}, {u"seq"_s, QJsonValue()}});
    members.insert("verified"_L1, false);
}

static QJsonObject replyMember(const QJsonValue &reply)
{
    const auto valueOrNull = [&reply](QLatin1StringView name) {
        return reply[name].isString() ? reply[name] : QJsonValue();
    };
    return {{u"ref"_s, reply["ref"_L1]},
            {u"from"_s, valueOrNull("from"_L1)},
            {u"seq"_s, QJsonValue()},
            {u"quote"_s, valueOrNull("quote"_L1)}};
}

static bool isMentioned(const QJsonArray &mentions, const Jid &account)
{
    return std::ranges::any_of(mentions, [&account](const QJsonValue &mention) {
        return Jid::fromServer(mention["jid"_L1].toString()).bare() == account;
    });
}

static QJsonObject contentMembers(const QJsonObject &content, const Jid &account)
{
    QJsonObject members;
    for (const QLatin1StringView name : {"spoiler"_L1, "json"_L1, "mentions"_L1}) {
        if (content.contains(name))
            members.insert(name, content.value(name));
    }
    if (isMentioned(content.value("mentions"_L1).toArray(), account))
        members.insert("mentions_me"_L1, true);
    if (content.contains("reply_to"_L1))
        members.insert("reply_to"_L1, replyMember(content.value("reply_to"_L1)));
    return members;
}

static void setAct(Event &event, const QJsonObject &content)
{
    QJsonObject members = contentMembers(content, event.account);
    if (content.contains("replaces"_L1)) {
        event.type = EventType::Correction;
        insertAbout(members, content.value("replaces"_L1).toString());
    } else if (content.contains("retract"_L1)) {
        event.type = EventType::Retraction;
        insertAbout(members, content.value("retract"_L1).toString());
        members.insert("by"_L1, QJsonValue());
        members.insert("reason"_L1, QJsonValue());
    } else if (content.contains("react"_L1)) {
        event.type = EventType::Reaction;
        insertAbout(members, content["react"_L1]["ref"_L1].toString());
        members.insert("emojis"_L1, content["react"_L1]["emojis"_L1]);
    }
    if (!members.isEmpty())
        event.content = QJsonDocument(members).toJson(QJsonDocument::Compact);
}

Event outgoingEvent(const Outgoing &message)
{
    Event event;
    event.direction = Direction::Out;
    event.account = message.account;
    event.time = message.time;
    event.from = message.account;
    event.to = message.to;
    event.thread = message.thread;
    if (message.isMessage()) {
        event.id = message.id;
        event.body = message.body;
        setAct(event, outgoingContent(message));
    } else {
        event.type = message.type == receiptType ? EventType::Receipt : EventType::Marker;
        event.id = message.body;
    }
    return event;
}

} // namespace WebJabber
