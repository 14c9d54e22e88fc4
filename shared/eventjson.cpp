// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString jsonTime(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s);
}

QJsonObject eventJson(const Event &event)
{
    if (event.type == EventType::Reset)
        return {{u"seq"_s, event.seq}, {u"type"_s, eventTypeName(event.type)}, {u"oldest"_s, event.seq + 1}};
    QJsonObject object{
        {u"seq"_s, event.seq},
        {u"type"_s, eventTypeName(event.type)},
        {u"time"_s, jsonTime(event.time)},
        {u"from"_s, event.from.toString()},
        {u"to"_s, event.to.toString()},
        {u"id"_s, textOrNull(event.id)},
        {u"stanza_id"_s, textOrNull(event.stanzaId)},
        {u"body"_s, textOrNull(event.body)},
        {u"thread"_s, textOrNull(event.thread)},
        {u"direction"_s, event.direction == Direction::In ? u"in"_s : u"out"_s},
    };
    if (event.delayed)
        object.insert("delayed"_L1, true);
    if (!event.content.isEmpty()) {
        const QJsonObject content = QJsonDocument::fromJson(event.content).object();
        for (auto member = content.begin(); member != content.end(); ++member)
            object.insert(member.key(), member.value());
    }
    return object;
}

static QJsonObject resourceJson(const ResourcePresence &resource)
{
    return {{u"resource"_s, resource.resource},
            {u"show"_s, showName(resource.show)},
            {u"status"_s, textOrNull(resource.status)},
            {u"priority"_s, resource.priority}};
}

QJsonObject contactJson(const Contact &contact)
{
    // The most available one speaks for the contact (RFC 6121, section 4.7.2.3).
    const auto best = std::ranges::max_element(contact.resources, {}, &ResourcePresence::priority);
    QJsonArray resources;
    for (const ResourcePresence &resource : contact.resources)
        resources.append(resourceJson(resource));
    const bool isOnline = best != contact.resources.end();
    return {
        {u"jid"_s, contact.jid.toString()},
        {u"name"_s, textOrNull(contact.name)},
        {u"groups"_s, QJsonArray::fromStringList(contact.groups)},
        {u"subscription"_s, contact.subscription},
        {u"presence"_s,
         QJsonObject{{u"show"_s, showName(isOnline ? best->show : Show::Offline)},
                     {u"status"_s, isOnline ? textOrNull(best->status) : QJsonValue()}}},
        {u"resources"_s, resources},
    };
}

} // namespace WebJabber
