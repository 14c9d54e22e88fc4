// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/inspection.h"

#include "store/storecontext.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qint64 accountsPerSlice = 500;

// Seqs have no gaps, so the first and the last one give the number of events.
static const QByteArray selectQueuesSql =
    "SELECT a.id, a.jid, a.created, a.last_seq,"
    " (SELECT MIN(seq) FROM events WHERE account_id = a.id),"
    " (SELECT MAX(seq) FROM events WHERE account_id = a.id),"
    " (SELECT stored FROM events WHERE account_id = a.id ORDER BY seq LIMIT 1),"
    " (SELECT COUNT(*) FROM devices WHERE account_id = a.id AND expires > ?),"
    " (SELECT COUNT(*) FROM outgoing WHERE account_id = a.id AND state = 'queued')"
    " FROM accounts a";

static QueueInfo queueFrom(const Rows &rows)
{
    QueueInfo queue;
    queue.account = Jid::fromServer(rows.text(1));
    queue.created = rows.time(2);
    queue.devices = rows.number(7);
    queue.queuedOutgoing = rows.number(8);
    if (rows.isNull(4)) {
        queue.newest = rows.number(3);
        queue.oldest = queue.newest + 1;
    } else {
        queue.oldest = rows.number(4);
        queue.newest = rows.number(5);
        queue.oldestTime = rows.time(6);
    }
    return queue;
}

QueueSlice queuesAfter(StoreContext &context, qint64 accountId, const QDateTime &now)
{
    static const QByteArray sql = selectQueuesSql + " WHERE a.id > ? AND a.jid IS NOT NULL ORDER BY a.id LIMIT ?";
    QueueSlice slice;
    Rows rows = context.database.select(QLatin1StringView(sql), now, accountId, accountsPerSlice);
    while (rows.next()) {
        slice.queues.append(queueFrom(rows));
        slice.next = rows.number(0);
    }
    if (slice.queues.size() < accountsPerSlice)
        slice.next.reset();
    return slice;
}

QList<QueueInfo> queuesOf(StoreContext &context, const QList<Jid> &accounts, const QDateTime &now)
{
    static const QByteArray sql = selectQueuesSql + " WHERE a.jid = ?";
    QList<QueueInfo> queues;
    for (const Jid &account : accounts) {
        Rows rows = context.database.select(QLatin1StringView(sql), now, account.toString());
        if (rows.next())
            queues.append(queueFrom(rows));
    }
    return queues;
}

} // namespace WebJabber
