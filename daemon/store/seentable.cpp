// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/seentable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

bool insertSeen(Database &database, qint64 accountId, const SeenRow &row)
{
    return database.execute("INSERT INTO seen (account_id, fingerprint, kind, seq, time) VALUES (?, ?, ?, ?, ?)"
                            " ON CONFLICT (account_id, fingerprint) DO NOTHING"_L1,
                            accountId, row.fingerprint, int(row.kind), row.seq, row.time)
        > 0;
}

std::optional<SeenRow> selectSeen(Database &database, qint64 accountId, const QByteArray &fingerprint)
{
    Rows rows = database.select("SELECT kind, seq, time FROM seen WHERE account_id = ? AND fingerprint = ?"_L1,
                                accountId, fingerprint);
    if (!rows.next())
        return {};
    return SeenRow{fingerprint, SeenKind(rows.number(0)), rows.number(1), rows.time(2)};
}

void updateSeen(Database &database, qint64 accountId, const SeenRow &row)
{
    database.execute("UPDATE seen SET kind = ?, seq = ?, time = ? WHERE account_id = ? AND fingerprint = ?"_L1,
                     int(row.kind), row.seq, row.time, accountId, row.fingerprint);
}

QList<SeenRow> selectSeenAfter(Database &database, qint64 accountId, const QByteArray &after, qint64 limit)
{
    QList<SeenRow> found;
    Rows rows = database.select("SELECT fingerprint, kind, seq, time FROM seen"
                                " WHERE account_id = ? AND fingerprint > ? ORDER BY fingerprint LIMIT ?"_L1,
                                accountId, after, limit);
    while (rows.next())
        found.append({rows.bytes(0), SeenKind(rows.number(1)), rows.number(2), rows.time(3)});
    return found;
}

void deleteSeen(Database &database, qint64 accountId, const QByteArray &fingerprint)
{
    database.execute("DELETE FROM seen WHERE account_id = ? AND fingerprint = ?"_L1, accountId, fingerprint);
}

int deleteSomeSeen(Database &database, qint64 accountId, qint64 limit)
{
    return database.execute("DELETE FROM seen WHERE account_id = ? AND fingerprint IN"
                            " (SELECT fingerprint FROM seen WHERE account_id = ? ORDER BY fingerprint LIMIT ?)"_L1,
                            accountId, accountId, limit);
}

} // namespace WebJabber
