// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject eventContent(const Event &event)
{
    return event.content.isEmpty() ? QJsonObject() : QJsonDocument::fromJson(event.content).object();
}

QString jsonTime(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s);
}

// Inserts the conversation of the event; null if it has none, as for session events.
static void insertConversation(QJsonObject &object, const Event &event, const QJsonObject &content)
{
    const Jid peer = event.direction == Direction::Out ? event.to : event.from;
    const bool isPrivate = content.value("kind"_L1) == "private"_L1;
    const bool hasPeer = event.type != EventType::Session && !peer.isNull();
    object.insert("kind"_L1, hasPeer ? QJsonValue(u"chat"_s) : QJsonValue());
    object.insert("with"_L1, hasPeer ? QJsonValue((isPrivate ? peer : peer.bare()).toString()) : QJsonValue());
    if (isPrivate)
        object.insert("nick"_L1, peer.resource());
}

// Inserts the reference for later requests and, for receipts and markers, the message that they are about.
static void insertReferences(QJsonObject &object, const Event &event, const QJsonObject &content)
{
    const bool isAboutId = event.type == EventType::Receipt || event.type == EventType::Marker;
    const bool hasRef = !isAboutId && event.type != EventType::Subscription && event.type != EventType::Session;
    object.insert("ref"_L1, hasRef ? textOrNull(event.id) : QJsonValue());
    if (!isAboutId)
        return;
    const qint64 seq = content.value("_seq"_L1).toInteger();
    object.insert(
        "about"_L1,
        QJsonObject{{u"ref"_s, event.id}, {u"id"_s, event.id}, {u"seq"_s, seq > 0 ? QJsonValue(seq) : QJsonValue()}});
}

QJsonObject eventJson(const Event &event)
{
    if (event.type == EventType::Reset)
        return {{u"seq"_s, event.seq}, {u"type"_s, eventTypeNames[event.type]}, {u"oldest"_s, event.seq + 1}};
    QJsonObject object{
        {u"seq"_s, event.seq},
        {u"type"_s, eventTypeNames[event.type]},
        {u"time"_s, jsonTime(event.time)},
        {u"from"_s, event.from.toString()},
        {u"to"_s, event.to.toString()},
        {u"id"_s, textOrNull(event.id)},
        {u"stanza_id"_s, textOrNull(event.stanzaId)},
        {u"body"_s, textOrNull(event.body)},
        {u"thread"_s, textOrNull(event.thread)},
        {u"direction"_s, event.direction == Direction::In ? u"in"_s : u"out"_s},
    };
    const QJsonObject content = eventContent(event);
    insertConversation(object, event, content);
    insertReferences(object, event, content);
    if (event.delayed)
        object.insert("delayed"_L1, true);
    for (auto member = content.begin(); member != content.end(); ++member) {
        if (!member.key().startsWith(u'_'))
            object.insert(member.key(), member.value());
    }
    return object;
}

// Returns the size of a text in JSON, in bytes (RFC 8259, section 7).
static qint64 jsonBytes(const QString &text)
{
    qint64 bytes = 0;
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit < 0x80)
            bytes += unit == u'"' || unit == u'\\' || unit < u' ' ? 2 : 1;
        else
            bytes += unit < 0x800 || c.isSurrogate() ? 2 : 3; // a surrogate pair takes four
    }
    return bytes;
}

qint64 eventBytes(const Event &event)
{
    constexpr qint64 names = 320; // the names of the members that every event has, and values of fixed size
    qint64 bytes = names + event.content.size();
    for (const QString *text : {&event.id, &event.stanzaId, &event.body, &event.thread})
        bytes += jsonBytes(*text);
    // Both addresses, and one of them again in the conversation.
    return bytes + 2 * (event.from.toString().size() + event.to.toString().size());
}

static QJsonObject resourceJson(const ResourcePresence &resource)
{
    return {{u"resource"_s, resource.resource},
            {u"show"_s, showNames[resource.show]},
            {u"status"_s, textOrNull(resource.status)},
            {u"priority"_s, resource.priority}};
}

QJsonObject contactJson(const Contact &contact)
{
    // The resource with the highest priority represents the contact (RFC 6121, section 4.7.2.3).
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
         QJsonObject{{u"show"_s, showNames[isOnline ? best->show : Show::Offline]},
                     {u"status"_s, isOnline ? textOrNull(best->status) : QJsonValue()}}},
        {u"resources"_s, resources},
    };
}

} // namespace WebJabber
