// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqldialect.h"

using namespace Qt::StringLiterals;

namespace WebJabber::SqlDialect {

// See sqlite.org/rescode.html. These are the low bytes of extended result codes.
enum ResultCode { SqliteBusy = 5, SqliteLocked = 6, SqliteCorrupt = 11, SqliteFull = 13, SqliteNotADatabase = 26 };
static constexpr int primaryCodeMask = 0xff;
// The extended result code for a shared-memory file (-shm) that cannot be enlarged.
static constexpr int sqliteIoErrorSharedMemorySize = 4874;

QString driverName()
{
    return u"QSQLITE"_s;
}

QString connectOptions(bool readOnly, std::chrono::milliseconds busyTimeout)
{
    const QString timeout = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeout.count());
    return readOnly ? timeout + u";QSQLITE_OPEN_READONLY"_s : timeout;
}

QStringList companionFiles(const QString &file)
{
    return {file + "-wal"_L1, file + "-shm"_L1, file + "-journal"_L1};
}

QStringList setUpStatements()
{
    return {
        u"PRAGMA journal_mode = WAL"_s,
        u"PRAGMA synchronous = FULL"_s,
        u"PRAGMA foreign_keys = ON"_s,
        // Overwrite deleted bodies and credentials with zeros.
        u"PRAGMA secure_delete = ON"_s,
        // Truncate the write-ahead log to 64 MiB after it grew larger.
        u"PRAGMA journal_size_limit = 67108864"_s,
        // Cache 16 MiB of pages, so that the indexes of many accounts stay in memory.
        u"PRAGMA cache_size = -16384"_s,
    };
}

QString beginWriting()
{
    return u"BEGIN IMMEDIATE"_s;
}

QLatin1StringView quickCheck()
{
    return "PRAGMA quick_check(1)"_L1;
}

QString expandPlaceholders(QString sql)
{
    return sql.replace("${identity}"_L1, "INTEGER PRIMARY KEY"_L1)
        .replace("${blob}"_L1, "BLOB"_L1)
        .replace("${clustered}"_L1, "WITHOUT ROWID"_L1);
}

Failure failureKind(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    if (code == sqliteIoErrorSharedMemorySize)
        return Failure::Full;
    switch (code & primaryCodeMask) {
    case SqliteBusy:
    case SqliteLocked:
        return Failure::Busy;
    case SqliteFull:
        return Failure::Full;
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return Failure::Damaged;
    default:
        return Failure::Other;
    }
}

} // namespace WebJabber::SqlDialect
