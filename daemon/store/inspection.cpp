// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspection.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qint64 accountsPerSlice = 500;

// Events have no gaps, so the first and the last tell how many there are.
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

QList<SubscriptionInfo> allSubscriptions(StoreContext &context)
{
    QList<SubscriptionInfo> all;
    Rows rows = context.database.select(
        "SELECT p.id, a.jid, p.kind, p.endpoint, p.created, p.pending_seq, p.sent_seq, p.next_attempt_at, p.attempts,"
        " p.last_status FROM push_subscriptions p JOIN accounts a ON a.id = p.account_id"
        " WHERE a.jid IS NOT NULL ORDER BY p.created, p.id"_L1);
    while (rows.next()) {
        SubscriptionInfo &info = all.emplaceBack();
        info.id = rows.text(0);
        info.account = Jid::fromServer(rows.text(1));
        info.kind = rows.text(2);
        info.host = QUrl(rows.text(3)).host();
        info.created = rows.time(4);
        info.pendingSeq = rows.number(5);
        info.sentSeq = rows.number(6);
        if (rows.number(7) > 0)
            info.nextAttempt = rows.time(7);
        info.attempts = int(rows.number(8));
        info.lastStatus = int(rows.number(9));
    }
    return all;
}

Jid removeSubscriptionWith(StoreContext &context, const QString &id)
{
    Jid account;
    {
        Rows rows = context.database.select(
            "SELECT a.jid FROM push_subscriptions p JOIN accounts a ON a.id = p.account_id"
            " WHERE p.id = ? AND a.jid IS NOT NULL"_L1,
            id);
        if (rows.next())
            account = Jid::fromServer(rows.text(0));
    }
    if (!account.isNull())
        context.database.execute("DELETE FROM push_subscriptions WHERE id = ?"_L1, id);
    return account;
}

} // namespace WebJabber
