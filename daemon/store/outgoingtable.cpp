// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outgoingtable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto outgoingColumns =
    "id, seq, recipient, type, body, thread, state, problem, time, content_hash, condition, detail,"
    " content";

static StoredOutgoing outgoingFrom(const Rows &rows, const Jid &account)
{
    StoredOutgoing stored;
    Outgoing &message = stored.message;
    message.id = rows.text(0);
    message.account = account;
    message.seq = rows.number(1);
    message.to = Jid::fromServer(rows.text(2));
    message.type = rows.text(3);
    message.body = rows.text(4);
    message.thread = rows.text(5);
    message.state = rows.value(6, outgoingStateNames);
    message.problem = rows.text(7);
    message.time = rows.time(8);
    stored.contentHash = rows.bytes(9);
    message.condition = rows.text(10);
    message.detail = rows.text(11);
    message.content = rows.text(12).toUtf8();
    return stored;
}

void insertOutgoing(Database &database, qint64 accountId, const StoredOutgoing &stored)
{
    const Outgoing &message = stored.message;
    database.execute("INSERT INTO outgoing (account_id, id, seq, recipient, type, body, thread, state, problem, time,"
                     " content_hash, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_L1,
                     accountId, message.id, message.seq, message.to.toString(), message.type, message.body,
                     message.thread, outgoingStateNames[message.state], message.problem, message.time,
                     stored.contentHash, QString::fromUtf8(message.content));
}

std::optional<StoredOutgoing> selectOutgoing(Database &database, qint64 accountId, const Jid &account,
                                             const QString &id)
{
    static const QByteArray sql = QByteArray("SELECT ") + outgoingColumns
        + " FROM outgoing WHERE account_id = ? AND id = ?";
    Rows rows = database.select(QLatin1StringView(sql), accountId, id);
    return rows.next() ? std::optional(outgoingFrom(rows, account)) : std::nullopt;
}

QList<Outgoing> selectQueuedOutgoing(Database &database, qint64 accountId, const Jid &account, const OutgoingPage &page)
{
    static const QByteArray sql = QByteArray("SELECT ") + outgoingColumns
        + " FROM outgoing WHERE account_id = ? AND state = 'queued' AND seq >= ? AND (seq, time, id) > (?, ?, ?)"
          " ORDER BY seq, time, id LIMIT ?";
    const OutgoingPosition &after = page.after;
    QList<Outgoing> messages;
    qsizetype bytes = 0; // approximate: text is counted in UTF-16 units
    Rows rows = database.select(QLatin1StringView(sql), accountId, after.seq, after.seq, after.time, after.id,
                                qint64(page.rows));
    while (bytes < page.bytes && rows.next()) {
        messages.append(outgoingFrom(rows, account).message);
        bytes += messages.last().bytes();
    }
    return messages;
}

void updateSettled(Database &database, qint64 accountId, const Outgoing &message)
{
    database.execute("UPDATE outgoing SET state = ?, problem = ?, condition = ?, detail = ?, body = '', content = ?"
                     " WHERE account_id = ? AND id = ?"_L1,
                     outgoingStateNames[message.state], message.problem, message.condition, message.detail,
                     QString::fromUtf8(message.content), accountId, message.id);
}

void deleteOutgoing(Database &database, qint64 accountId, const QString &id)
{
    database.execute("DELETE FROM outgoing WHERE account_id = ? AND id = ?"_L1, accountId, id);
}

int deleteSettledBefore(Database &database, qint64 accountId, const QDateTime &time, qint64 limit)
{
    int deleted = 0;
    for (const OutgoingState state : {OutgoingState::Sent, OutgoingState::Failed}) {
        // The inner SELECT uses the index. Messages are settled in about the order they were accepted.
        deleted += database.execute(
            "DELETE FROM outgoing WHERE account_id = ? AND time < ? AND id IN"
            " (SELECT id FROM outgoing WHERE account_id = ? AND state = ? ORDER BY seq LIMIT ?)"_L1,
            accountId, time, accountId, outgoingStateNames[state], limit);
    }
    return deleted;
}

int deleteSomeOutgoing(Database &database, qint64 accountId, qint64 limit)
{
    return database.execute("DELETE FROM outgoing WHERE account_id = ? AND id IN"
                            " (SELECT id FROM outgoing WHERE account_id = ? ORDER BY id LIMIT ?)"_L1,
                            accountId, accountId, limit);
}

} // namespace WebJabber
