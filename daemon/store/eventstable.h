// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <event.h>

namespace WebJabber {

void insertEvent(Database &database, qint64 accountId, const Event &event, const QDateTime &stored);
// At most `limit`, oldest first. `account` is what the id stands for.
QList<Event> selectEventsAfter(Database &database, qint64 accountId, const Jid &account, qint64 seq, qint64 limit);
// The same, but only messages that were received.
QList<Event> selectReceivedAfter(Database &database, qint64 accountId, const Jid &account, qint64 seq, qint64 limit);
// At most `limit` of those after `seq`, newest first.
QList<Event> selectNewestEvents(Database &database, qint64 accountId, const Jid &account, qint64 seq, qint64 limit);
void updateStanzaId(Database &database, qint64 accountId, qint64 seq, const QString &stanzaId);
void deleteEventsBefore(Database &database, qint64 accountId, qint64 seq);
// Any of the account's; answers how many there were.
int deleteSomeEvents(Database &database, qint64 accountId, qint64 limit);
// Walks from `fromSeq` over the events stored by `time`, `limit` at most.
// Answers the seq that the walk ends before.
qint64 firstSeqStoredAfter(Database &database, qint64 accountId, qint64 fromSeq, const QDateTime &time, qint64 limit);

} // namespace WebJabber
