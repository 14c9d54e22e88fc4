// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"
#include "store/storedtypes.h"

namespace WebJabber {

// Appends the event to the queue, unless it repeats an earlier one. `now` is the time of storing. If there is no such
// account, nothing is stored and the seq is -1.
Appended appendEvent(StoreContext &context, Event event, const QDateTime &now);

// Appends the event without a check for repetition, and stores its id as that of an own message.
Event appendOwn(StoreContext &context, AccountRow &account, Event event, const QDateTime &now);

EventPage pageAfter(StoreContext &context, const Jid &account, qint64 seq, qsizetype limit);
QList<Event> legacyMessagesOf(StoreContext &context, const Jid &account, qsizetype limit);

// Deletes a slice of the events that all devices have acknowledged. Returns true if there are more.
bool trimQueue(StoreContext &context, AccountRow &account);

// Deletes the account's events with a lower seq than `seq`.
void dropBefore(StoreContext &context, AccountRow &account, qint64 seq);

} // namespace WebJabber
