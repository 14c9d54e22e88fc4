// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accountstable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

std::optional<AccountRow> selectAccount(Database &database, const Jid &jid)
{
    Rows rows = database.select(
        "SELECT id, last_seq,"
        " coalesce((SELECT min(seq) FROM events WHERE account_id = accounts.id), last_seq + 1), compat_cursor,"
        " read_seq, push_seq, queue_bytes,"
        " (SELECT count(*) FROM outgoing WHERE account_id = accounts.id AND state = 'queued')"
        " FROM accounts WHERE jid = ?"_L1,
        jid.toString());
    if (!rows.next())
        return {};
    return AccountRow{rows.number(0), rows.number(1), rows.number(2), rows.number(3), rows.number(4),
                      rows.number(5), rows.number(6), rows.number(7), false};
}

AccountRow insertAccount(Database &database, const Jid &jid, const QDateTime &created)
{
    Rows rows = database.select("INSERT INTO accounts (jid, credentials, archive_id, last_seq, compat_cursor, read_seq,"
                                " push_seq, created) VALUES (?, ?, '', 0, 0, 0, 0, ?) RETURNING id"_L1,
                                jid.toString(), QByteArray(), created);
    rows.next();
    return AccountRow{.id = rows.number(0)};
}

QList<Account> selectAccounts(Database &database)
{
    QList<Account> accounts;
    Rows rows = database.select("SELECT jid, credentials, archive_id, created, presence_show, presence_status"
                                " FROM accounts WHERE jid IS NOT NULL ORDER BY id"_L1);
    while (rows.next())
        accounts.append({Jid::fromServer(rows.text(0)), rows.bytes(1), rows.text(2), rows.time(3),
                         rows.value(4, showNames), rows.text(5)});
    return accounts;
}

QString selectArchiveId(Database &database, const Jid &jid)
{
    Rows rows = database.select("SELECT archive_id FROM accounts WHERE jid = ?"_L1, jid.toString());
    return rows.next() ? rows.text(0) : QString();
}

void updateCredentials(Database &database, qint64 id, const QByteArray &credentials)
{
    database.execute("UPDATE accounts SET credentials = ? WHERE id = ?"_L1, credentials, id);
}

void updateArchiveId(Database &database, qint64 id, const QString &archiveId)
{
    database.execute("UPDATE accounts SET archive_id = ? WHERE id = ?"_L1, archiveId, id);
}

void updatePresence(Database &database, qint64 id, Show show, const QString &status)
{
    database.execute("UPDATE accounts SET presence_show = ?, presence_status = ? WHERE id = ?"_L1,
                     QString(showNames[show]), status, id);
}

void updateSeqs(Database &database, const AccountRow &account)
{
    database.execute("UPDATE accounts SET last_seq = ?, compat_cursor = ?, read_seq = ?, push_seq = ?, queue_bytes = ?"
                     " WHERE id = ?"_L1,
                     account.lastSeq, account.legacyCursor, account.readSeq, account.pushSeq, account.queueBytes,
                     account.id);
}

void markAccountRemoved(Database &database, qint64 id)
{
    database.execute(
        "UPDATE accounts SET jid = NULL, credentials = ?, archive_id = '', presence_status = '' WHERE id = ?"_L1,
        QByteArray(), id);
}

std::optional<qint64> selectRemovedAccount(Database &database)
{
    Rows rows = database.select("SELECT id FROM accounts WHERE jid IS NULL LIMIT 1"_L1);
    return rows.next() ? std::optional(rows.number(0)) : std::nullopt;
}

void deleteAccount(Database &database, qint64 id)
{
    database.execute("DELETE FROM accounts WHERE id = ?"_L1, id);
}

std::optional<AccountKey> selectAccountAfter(Database &database, qint64 id)
{
    Rows rows = database.select("SELECT id, jid FROM accounts WHERE id > ? AND jid IS NOT NULL ORDER BY id LIMIT 1"_L1,
                                id);
    if (!rows.next())
        return {};
    return AccountKey{rows.number(0), Jid::fromServer(rows.text(1))};
}

bool isAbandoned(Database &database, qint64 id, const QDateTime &time)
{
    Rows rows = database.select("SELECT id FROM accounts WHERE id = ? AND created < ?"
                                " AND NOT EXISTS (SELECT 1 FROM devices WHERE account_id = accounts.id)"_L1,
                                id, time);
    return rows.next();
}

} // namespace WebJabber
