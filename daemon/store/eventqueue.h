// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storecontext.h"
#include "storedtypes.h"

#include <problem.h>

namespace WebJabber {

// How long the sender and the id of an event without a stanza id tell that it
// was kept before, and how long a stanza id does.
inline constexpr std::chrono::days senderIdAge{7};
inline constexpr std::chrono::days stanzaIdAge{60};

// Keeps the event unless it was kept before. `now` is when.
Appended appendEvent(StoreContext &context, Event event, const QDateTime &now);

// Keeps the event without asking. Its id is remembered as the account's own.
Event appendOwn(StoreContext &context, AccountRow &account, Event event, const QDateTime &now);

EventPage pageAfter(StoreContext &context, const Jid &account, qint64 seq, qsizetype limit);
QList<Event> compatMessagesOf(StoreContext &context, const Jid &account, qsizetype limit);

// Deletes a slice of what all devices have acknowledged. True where there is
// more of it.
bool trimQueue(StoreContext &context, AccountRow &account);

// Deletes the account's events before `seq`.
void dropBefore(StoreContext &context, AccountRow &account, qint64 seq);

} // namespace WebJabber
