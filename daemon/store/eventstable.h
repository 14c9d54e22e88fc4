// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "store/database.h"

namespace WebJabber {

struct PushMark;

// The limits of one read from a queue.
struct EventRange {
    qint64 afterSeq = 0;
    qsizetype limit = 0; // number of events
    qint64 maxBytes = 0; // the first event may exceed it
};
struct EventsRead {
    QList<Event> events; // oldest first
    bool more = false; // there are events after the last one
};
// Returns true if the event is to be returned by a select.
using EventFilter = bool (*)(const Event &);

void insertEvent(Database &database, qint64 accountId, const Event &event, const PushMark &mark,
                 const QDateTime &stored);
// `account` is the JID that belongs to `accountId`. A row of an unknown type, possibly written by a newer version, is
// skipped with a warning.
EventsRead selectEventsAfter(Database &database, qint64 accountId, const Jid &account, const EventRange &range);
// Reads only messages and corrections that pass the filter.
EventsRead selectMessagesAfter(Database &database, qint64 accountId, const Jid &account, const EventRange &range,
                               EventFilter filter);
// Returns nothing if there is no such event.
std::optional<Event> selectEvent(Database &database, qint64 accountId, const Jid &account, qint64 seq);
// Returns when the event was stored; null if there is none.
QDateTime selectStored(Database &database, qint64 accountId, qint64 seq);
void updateStanzaId(Database &database, qint64 accountId, qint64 seq, const QString &stanzaId);
// Replaces the body and the content of an event by those of `event`, whose author retracted it. Returns by how many
// bytes the queue grows.
qint64 updateRetracted(Database &database, qint64 accountId, const Event &event);
// Returns the sum of their bytes.
qint64 deleteEventsBefore(Database &database, qint64 accountId, qint64 seq);
// Skips events from the oldest on until they add up to `bytes`, at most `limit` events. Returns the seq after the last
// one skipped, or 0 if none was.
qint64 firstSeqAfterBytes(Database &database, qint64 accountId, qint64 bytes, qint64 limit);
// Deletes at most `limit` of the account's events. Returns how many were deleted.
int deleteSomeEvents(Database &database, qint64 accountId, qint64 limit);
// Skips events from `fromSeq` on that were stored at `time` or before, at most `limit`. Returns the seq after the last
// one skipped, or `fromSeq`.
qint64 firstSeqStoredAfter(Database &database, qint64 accountId, qint64 fromSeq, const QDateTime &time, qint64 limit);

} // namespace WebJabber
