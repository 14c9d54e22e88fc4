// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/refstable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

void saveRef(Database &database, qint64 accountId, const RefRow &row)
{
    database.execute("INSERT INTO refs (account_id, reference, author, seq, time) VALUES (?, ?, ?, ?, ?)"
                     " ON CONFLICT (account_id, reference, author)"
                     " DO UPDATE SET seq = excluded.seq, time = excluded.time"_L1,
                     accountId, row.reference, row.author, row.seq, row.time);
}

std::optional<RefRow> selectRef(Database &database, qint64 accountId, const QByteArray &reference,
                                const QByteArray &author)
{
    Rows rows = database.select("SELECT seq, time FROM refs WHERE account_id = ? AND reference = ? AND author = ?"_L1,
                                accountId, reference, author);
    return rows.next() ? std::optional(RefRow{reference, author, rows.number(0), rows.time(1)}) : std::nullopt;
}

std::optional<RefRow> selectAnyRef(Database &database, qint64 accountId, const QByteArray &reference)
{
    Rows rows = database.select("SELECT author, seq, time FROM refs WHERE account_id = ? AND reference = ?"
                                " ORDER BY seq DESC LIMIT 1"_L1,
                                accountId, reference);
    return rows.next() ? std::optional(RefRow{reference, rows.bytes(0), rows.number(1), rows.time(2)}) : std::nullopt;
}

static std::optional<QByteArray> lastOfSlice(Database &database, qint64 accountId, const QByteArray &after,
                                             qint64 limit)
{
    Rows rows = database.select("SELECT reference FROM refs WHERE account_id = ? AND reference > ?"
                                " ORDER BY reference LIMIT 1 OFFSET ?"_L1,
                                accountId, after, limit - 1);
    return rows.next() ? std::optional(rows.bytes(0)) : std::nullopt;
}

std::optional<QByteArray> deleteRefsBefore(Database &database, qint64 accountId, const QByteArray &after,
                                           const QDateTime &time, qint64 limit)
{
    const auto last = lastOfSlice(database, accountId, after, limit);
    if (last)
        database.execute("DELETE FROM refs WHERE account_id = ? AND reference > ? AND reference <= ? AND time < ?"_L1,
                         accountId, after, *last, time);
    else
        database.execute("DELETE FROM refs WHERE account_id = ? AND reference > ? AND time < ?"_L1, accountId, after,
                         time);
    return last;
}

int deleteSomeRefs(Database &database, qint64 accountId, qint64 limit)
{
    return database.execute("DELETE FROM refs WHERE account_id = ? AND reference IN"
                            " (SELECT reference FROM refs WHERE account_id = ? ORDER BY reference LIMIT ?)"_L1,
                            accountId, accountId, limit);
}

} // namespace WebJabber
