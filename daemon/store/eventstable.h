// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "store/database.h"

namespace WebJabber {

struct PushMark;

// How much of a queue is read at once.
struct EventStretch {
    qint64 afterSeq = 0;
    qsizetype limit = 0; // of events
    qint64 maxBytes = 0; // the first event may be larger
};
struct EventsRead {
    QList<Event> events; // oldest first
    bool more = false; // there is an event behind the last one
};
// Which events a select gives.
using EventFilter = bool (*)(const Event &);

void insertEvent(Database &database, qint64 accountId, const Event &event, const PushMark &mark,
                 const QDateTime &stored);
// `account` is what the id stands for. A row of a type that this program does
// not know, as a newer one may have left it, is passed over with a warning.
EventsRead selectEventsAfter(Database &database, qint64 accountId, const Jid &account, const EventStretch &stretch);
// The same, but only messages and corrections that pass the filter.
EventsRead selectMessagesAfter(Database &database, qint64 accountId, const Jid &account, const EventStretch &stretch,
                               EventFilter filter);
// Nothing if there is none.
std::optional<Event> selectEvent(Database &database, qint64 accountId, const Jid &account, qint64 seq);
// When it was stored; null if there is none.
QDateTime selectStored(Database &database, qint64 accountId, qint64 seq);
void updateStanzaId(Database &database, qint64 accountId, qint64 seq, const QString &stanzaId);
// Answers how many bytes they took.
qint64 deleteEventsBefore(Database &database, qint64 accountId, qint64 seq);
// Walks from the oldest event on until those passed take `bytes`, over `limit`
// of them at most. Answers the seq that the walk ends before.
qint64 firstSeqBehindBytes(Database &database, qint64 accountId, qint64 bytes, qint64 limit);
// Any of the account's; answers how many there were.
int deleteSomeEvents(Database &database, qint64 accountId, qint64 limit);
// Walks from `fromSeq` over the events stored by `time`, `limit` at most.
// Answers the seq that the walk ends before.
qint64 firstSeqStoredAfter(Database &database, qint64 accountId, qint64 fromSeq, const QDateTime &time, qint64 limit);

} // namespace WebJabber
