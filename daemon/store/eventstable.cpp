// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventstable.h"

#include "shared/eventjson.h"
#include "shared/logging.h"
#include "store/pushrows.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static const QByteArray selectEventsSql =
    "SELECT seq, type, direction, time, sender, recipient, id, stanza_id, body, thread, is_delayed, content"
    " FROM events WHERE account_id = ? AND seq > ?";

void insertEvent(Database &database, qint64 accountId, const Event &event, const PushMark &mark,
                 const QDateTime &stored)
{
    database.execute("INSERT INTO events (account_id, seq, type, direction, time, sender, recipient, id, stanza_id,"
                     " body, thread, is_delayed, content, bytes, push_event, conversation, stored)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_L1,
                     accountId, event.seq, eventTypeNames[event.type], directionNames[event.direction], event.time,
                     event.from.toString(), event.to.toString(), event.id, event.stanzaId, event.body, event.thread,
                     int(event.delayed), QString::fromUtf8(event.content), eventBytes(event), mark.kind,
                     mark.conversation, stored);
}

static std::optional<Event> eventFrom(const Rows &rows, const Jid &account)
{
    const QString typeName = rows.text(1);
    const auto type = eventTypeNames.find(typeName);
    if (!type) {
        qCWarning(lcStore).noquote() << "event" << rows.number(0) << "of" << account.toString()
                                     << "is passed over: this version does not know its type" << typeName;
        return std::nullopt;
    }
    Event event;
    event.seq = rows.number(0);
    event.type = *type;
    event.direction = rows.value(2, directionNames);
    event.account = account;
    event.time = rows.time(3);
    event.from = Jid::fromServer(rows.text(4));
    event.to = Jid::fromServer(rows.text(5));
    event.id = rows.text(6);
    event.stanzaId = rows.text(7);
    event.body = rows.text(8);
    event.thread = rows.text(9);
    event.delayed = rows.number(10) != 0;
    event.content = rows.text(11).toUtf8();
    return event;
}

// Skipped rows are replaced by further ones, so that the result is empty only at the end of the queue.
static EventsRead readEvents(Database &database, QLatin1StringView sql, qint64 accountId, const Jid &account,
                             const EventRange &range, EventFilter filter)
{
    EventsRead read;
    qint64 after = range.afterSeq;
    qint64 bytes = 0;
    for (bool isAtEnd = false; !isAtEnd;) {
        const qint64 wanted = range.limit + 1 - read.events.size();
        qint64 count = 0;
        Rows rows = database.select(sql, accountId, after, wanted);
        while (rows.next()) {
            ++count;
            after = rows.number(0);
            const auto event = eventFrom(rows, account);
            if (!event || (filter && !filter(*event)))
                continue;
            bytes += eventBytes(*event);
            read.more = read.events.size() >= range.limit || (bytes > range.maxBytes && !read.events.isEmpty());
            if (read.more)
                return read;
            read.events.append(*event);
        }
        isAtEnd = count < wanted;
    }
    return read;
}

EventsRead selectEventsAfter(Database &database, qint64 accountId, const Jid &account, const EventRange &range)
{
    static const QByteArray sql = selectEventsSql + " ORDER BY seq LIMIT ?";
    return readEvents(database, QLatin1StringView(sql), accountId, account, range, nullptr);
}

EventsRead selectMessagesAfter(Database &database, qint64 accountId, const Jid &account, const EventRange &range,
                               EventFilter filter)
{
    static const QByteArray sql = selectEventsSql + " AND type IN ('message', 'correction') ORDER BY seq LIMIT ?";
    return readEvents(database, QLatin1StringView(sql), accountId, account, range, filter);
}

std::optional<Event> selectEvent(Database &database, qint64 accountId, const Jid &account, qint64 seq)
{
    static const QByteArray sql = selectEventsSql + " AND seq <= ?";
    Rows rows = database.select(QLatin1StringView(sql), accountId, seq - 1, seq);
    return rows.next() ? eventFrom(rows, account) : std::nullopt;
}

QDateTime selectStored(Database &database, qint64 accountId, qint64 seq)
{
    Rows rows = database.select("SELECT stored FROM events WHERE account_id = ? AND seq = ?"_L1, accountId, seq);
    return rows.next() ? rows.time(0) : QDateTime();
}

void updateStanzaId(Database &database, qint64 accountId, qint64 seq, const QString &stanzaId)
{
    database.execute("UPDATE events SET stanza_id = ? WHERE account_id = ? AND seq = ?"_L1, stanzaId, accountId, seq);
}

static qint64 selectBytes(Database &database, qint64 accountId, qint64 seq)
{
    Rows rows = database.select("SELECT bytes FROM events WHERE account_id = ? AND seq = ?"_L1, accountId, seq);
    return rows.next() ? rows.number(0) : 0;
}

qint64 updateRetracted(Database &database, qint64 accountId, const Event &event)
{
    const qint64 before = selectBytes(database, accountId, event.seq);
    const qint64 bytes = eventBytes(event);
    database.execute("UPDATE events SET body = ?, content = ?, bytes = ?,"
                     " push_event = CASE WHEN push_event = ? THEN ? ELSE 0 END WHERE account_id = ? AND seq = ?"_L1,
                     event.body, QString::fromUtf8(event.content), bytes, int(PushEvent::Message), retractedKind,
                     accountId, event.seq);
    return bytes - before;
}

qint64 deleteEventsBefore(Database &database, qint64 accountId, qint64 seq)
{
    qint64 bytes = 0;
    {
        Rows rows = database.select("SELECT coalesce(sum(bytes), 0) FROM events WHERE account_id = ? AND seq < ?"_L1,
                                    accountId, seq);
        if (rows.next())
            bytes = rows.number(0);
    }
    database.execute("DELETE FROM events WHERE account_id = ? AND seq < ?"_L1, accountId, seq);
    return bytes;
}

qint64 firstSeqAfterBytes(Database &database, qint64 accountId, qint64 bytes, qint64 limit)
{
    Rows rows = database.select("SELECT seq, bytes FROM events WHERE account_id = ? ORDER BY seq LIMIT ?"_L1, accountId,
                                limit);
    qint64 first = 0;
    for (qint64 passed = 0; passed < bytes && rows.next(); passed += rows.number(1))
        first = rows.number(0) + 1;
    return first;
}

int deleteSomeEvents(Database &database, qint64 accountId, qint64 limit)
{
    return database.execute("DELETE FROM events WHERE account_id = ? AND seq IN"
                            " (SELECT seq FROM events WHERE account_id = ? ORDER BY seq LIMIT ?)"_L1,
                            accountId, accountId, limit);
}

qint64 firstSeqStoredAfter(Database &database, qint64 accountId, qint64 fromSeq, const QDateTime &time, qint64 limit)
{
    Rows rows = database.select(
        "SELECT seq, stored FROM events WHERE account_id = ? AND seq >= ? ORDER BY seq LIMIT ?"_L1, accountId, fromSeq,
        limit);
    qint64 first = fromSeq;
    while (rows.next() && rows.number(1) <= time.toMSecsSinceEpoch())
        first = rows.number(0) + 1;
    return first;
}

} // namespace WebJabber
