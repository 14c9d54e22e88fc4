// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventstable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto inName = "in"_L1;
static constexpr auto outName = "out"_L1;

static const QByteArray selectEventsSql =
    "SELECT seq, type, direction, time, sender, recipient, id, stanza_id, body, thread, is_delayed, content"
    " FROM events WHERE account_id = ? AND seq > ?";

void insertEvent(Database &database, qint64 accountId, const Event &event, const QDateTime &stored)
{
    database.execute("INSERT INTO events (account_id, seq, type, direction, time, sender, recipient, id, stanza_id,"
                     " body, thread, is_delayed, content, stored) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_L1,
                     accountId, event.seq, eventTypeName(event.type),
                     event.direction == Direction::Out ? outName : inName, event.time, event.from.toString(),
                     event.to.toString(), event.id, event.stanzaId, event.body, event.thread, int(event.delayed),
                     QString::fromUtf8(event.content), stored);
}

static QList<Event> eventsFrom(Rows &&rows, const Jid &account)
{
    QList<Event> events;
    while (rows.next()) {
        Event &event = events.emplaceBack();
        event.seq = rows.number(0);
        event.type = eventTypeFromName(rows.text(1)).value_or(EventType::Message);
        event.direction = rows.text(2) == outName ? Direction::Out : Direction::In;
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
    }
    return events;
}

QList<Event> selectEventsAfter(Database &database, qint64 accountId, const Jid &account, qint64 seq, qint64 limit)
{
    static const QByteArray sql = selectEventsSql + " ORDER BY seq LIMIT ?";
    return eventsFrom(database.select(QLatin1StringView(sql), accountId, seq, limit), account);
}

QList<Event> selectReceivedAfter(Database &database, qint64 accountId, const Jid &account, qint64 seq, qint64 limit)
{
    static const QByteArray sql = selectEventsSql + " AND type = 'message' AND direction = 'in' ORDER BY seq LIMIT ?";
    return eventsFrom(database.select(QLatin1StringView(sql), accountId, seq, limit), account);
}

QList<Event> selectNewestEvents(Database &database, qint64 accountId, const Jid &account, qint64 seq, qint64 limit)
{
    static const QByteArray sql = selectEventsSql + " ORDER BY seq DESC LIMIT ?";
    return eventsFrom(database.select(QLatin1StringView(sql), accountId, seq, limit), account);
}

void updateStanzaId(Database &database, qint64 accountId, qint64 seq, const QString &stanzaId)
{
    database.execute("UPDATE events SET stanza_id = ? WHERE account_id = ? AND seq = ?"_L1, stanzaId, accountId, seq);
}

void deleteEventsBefore(Database &database, qint64 accountId, qint64 seq)
{
    database.execute("DELETE FROM events WHERE account_id = ? AND seq < ?"_L1, accountId, seq);
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
