// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushnotice.h"

#include "shared/eventjson.h"

#include <QJsonDocument>
#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto bodyName = "body"_L1;

static QString topicOf(QLatin1StringView what, const QString &whom)
{
    return what + u'\n' + whom;
}

PushNotice noticeOf(const DuePush &due)
{
    const Event &event = *due.event;
    QJsonObject full = eventJson(event);
    QJsonObject brief;
    for (const auto name : {"seq"_L1, "type"_L1, "id"_L1, "stanza_id"_L1})
        brief.insert(name, full.value(name));
    const QString conversation = conversationOf(event).toString();
    if (event.type != EventType::Session) {
        full.insert("with"_L1, conversation);
        if (!full.contains("kind"_L1))
            full.insert("kind"_L1, u"chat"_s);
        full.insert("unread_with"_L1, due.unreadWith);
    }
    full.insert("unread"_L1, due.unread);
    const auto pushEvent = pushEventOf(event).value_or(PushEvent::Message);
    return {"e" + QByteArray::number(event.seq), full, brief, topicOf(pushEventNames[pushEvent], conversation), true};
}

PushNotice presenceNotice(const QJsonObject &contact, qint64 number)
{
    const QJsonObject brief{{u"type"_s, u"presence"_s}, {u"jid"_s, contact.value("jid"_L1)}};
    QJsonObject full = contact;
    full.insert("type"_L1, u"presence"_s);
    return {"p" + QByteArray::number(number), full, brief, topicOf("presence"_L1, contact.value("jid"_L1).toString()),
            false};
}

PushNotice testNotice(qint64 number)
{
    const QJsonObject json{{u"type"_s, u"test"_s}};
    return {"t" + QByteArray::number(number), json, json, topicOf("test"_L1, {}), true};
}

static QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Returns the places at which a text may be cut: after each grapheme cluster, so that no character is shown in part.
static QList<qsizetype> boundaries(const QString &text)
{
    QList<qsizetype> places{0};
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    while (finder.toNextBoundary() > 0)
        places.append(finder.position());
    return places;
}

// Returns an empty text if not even an empty body fits.
static QByteArray withCutBody(QJsonObject object, qsizetype maxBytes)
{
    const QString body = object.value(bodyName).toString();
    object.insert("truncated"_L1, true);
    const auto cutAt = [&](qsizetype place) {
        object.insert(bodyName, body.left(place));
        return compact(object);
    };
    // A character takes at least one byte, so no more than maxBytes of them can fit.
    const QList<qsizetype> places = boundaries(body.left(maxBytes));
    const auto tooLong = std::ranges::partition_point(places,
                                                      [&](qsizetype place) { return cutAt(place).size() <= maxBytes; });
    return tooLong == places.begin() ? QByteArray() : cutAt(*(tooLong - 1));
}

QByteArray payloadOf(const PushNotice &notice, PushPayload payload, qsizetype maxBytes)
{
    if (payload == PushPayload::Full) {
        QByteArray text = compact(notice.full);
        if (text.size() > maxBytes)
            text = notice.full.contains(bodyName) ? withCutBody(notice.full, maxBytes) : QByteArray();
        if (!text.isEmpty())
            return text;
    }
    QByteArray text = payload == PushPayload::None ? QByteArray() : compact(notice.brief);
    if (text.isEmpty() || text.size() > maxBytes)
        text = "{}";
    return text;
}

} // namespace WebJabber
