// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"
#include "store/storedtypes.h"

namespace WebJabber {

// Keeps the event unless it repeats one that was kept before. `now` is when.
// Without the account nothing is kept, and the seq is -1.
Appended appendEvent(StoreContext &context, Event event, const QDateTime &now);

// Keeps the event without asking. Its id is remembered as the account's own.
Event appendOwn(StoreContext &context, AccountRow &account, Event event, const QDateTime &now);

EventPage pageAfter(StoreContext &context, const Jid &account, qint64 seq, qsizetype limit);
QList<Event> legacyMessagesOf(StoreContext &context, const Jid &account, qsizetype limit);

// Deletes a slice of what all devices have acknowledged. True where there is
// more of it.
bool trimQueue(StoreContext &context, AccountRow &account);

// Deletes the account's events before `seq`.
void dropBefore(StoreContext &context, AccountRow &account, qint64 seq);

} // namespace WebJabber
