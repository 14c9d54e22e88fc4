// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <QFlags>
#include <QStringList>

#include <optional>

namespace WebJabber {

// The events that a push subscription can be notified of. The numbers are stored in the database.
enum class PushEvent {
    Message = 1, // messages, invitations and missed calls
    Presence = 2, // changes of a contact's presence; never stored
    Subscription = 4, // requests for contact
    Session = 8, // the account's own session was refused
    Reaction = 16, // to the account's own messages
};
Q_DECLARE_FLAGS(PushEvents, PushEvent)
Q_DECLARE_OPERATORS_FOR_FLAGS(PushEvents)

inline constexpr NameTable pushEventNames(std::array{
    std::pair(PushEvent::Message, QLatin1StringView("message")),
    std::pair(PushEvent::Presence, QLatin1StringView("presence")),
    std::pair(PushEvent::Subscription, QLatin1StringView("subscription")),
    std::pair(PushEvent::Session, QLatin1StringView("session")),
    std::pair(PushEvent::Reaction, QLatin1StringView("reaction")),
});
// Returns the names in a fixed order.
QStringList namesOf(PushEvents events);
// Returns nothing if one of the names is unknown.
std::optional<PushEvents> pushEventsFromNames(const QStringList &names);

// Returns what subscribers are notified of by this event; nothing for most events. A reaction counts only if it refers
// to one of the account's own messages, which the store checks.
std::optional<PushEvent> pushEventOf(const Event &event);

// Returns the conversation of an event: the bare JID of the other side, for a private room message the occupant's full
// JID, for an invitation the room.
Jid conversationOf(const Event &event);

} // namespace WebJabber
