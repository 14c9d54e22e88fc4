// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pushevents.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

// The members of a message's content that are worth a push even if the body is empty.
static constexpr std::array contentNames{"files"_L1, "encryption"_L1, "left_out"_L1, "subject"_L1, "json"_L1};

QStringList namesOf(PushEvents events)
{
    QStringList names;
    for (const auto &[event, name] : pushEventNames.entries()) {
        if (events.testFlag(event))
            names.append(name);
    }
    return names;
}

std::optional<PushEvents> pushEventsFromNames(const QStringList &names)
{
    PushEvents events;
    for (const QString &name : names) {
        const auto event = pushEventNames.find(name);
        if (!event)
            return {};
        events.setFlag(*event);
    }
    return events;
}

static QJsonObject contentOf(const Event &event)
{
    return event.content.isEmpty() ? QJsonObject() : QJsonDocument::fromJson(event.content).object();
}

static bool isFromOthers(const Event &event)
{
    return event.direction == Direction::In && event.from.bare() != event.account;
}

static bool hasContent(const Event &event)
{
    if (!event.body.isEmpty())
        return true;
    const QJsonObject content = contentOf(event);
    return std::ranges::any_of(contentNames, [&content](QLatin1StringView name) { return content.contains(name); });
}

std::optional<PushEvent> pushEventOf(const Event &event)
{
    const auto when = [](bool condition, PushEvent pushEvent) {
        return condition ? std::optional(pushEvent) : std::nullopt;
    };
    switch (event.type) {
    case EventType::Message:
        return when(isFromOthers(event) && hasContent(event), PushEvent::Message);
    case EventType::Invitation:
    case EventType::Call:
        return when(isFromOthers(event), PushEvent::Message);
    case EventType::Subscription:
        return when(isFromOthers(event) && event.body == "subscribe"_L1, PushEvent::Subscription);
    case EventType::Session:
        return when(contentOf(event).value("state"_L1) == "refused"_L1, PushEvent::Session);
    case EventType::Reaction: // without emojis the reaction was withdrawn
        return when(isFromOthers(event) && !contentOf(event).value("emojis"_L1).toArray().isEmpty(),
                    PushEvent::Reaction);
    case EventType::Receipt:
    case EventType::Marker:
    case EventType::Correction:
    case EventType::Retraction:
    case EventType::Subject:
    case EventType::Room:
    case EventType::Gap:
    case EventType::Reset:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

Jid conversationOf(const Event &event)
{
    const Jid &peer = event.direction == Direction::Out ? event.to : event.from;
    if (event.content.isEmpty())
        return peer.bare();
    const QJsonObject content = contentOf(event);
    if (const auto with = content.constFind("with"_L1); with != content.constEnd())
        return Jid::fromServer(with->toString());
    return content.value("kind"_L1) == "private"_L1 ? peer : peer.bare();
}

} // namespace WebJabber
