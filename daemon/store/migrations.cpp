// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include "shared/logging.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto versionTable = "schema_version"_L1;

QList<Migration> embeddedMigrations()
{
    QList<Migration> migrations;
    const QDir directory(u":/migrations"_s);
    for (const QString &name : directory.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        if (!file.open(QFile::ReadOnly))
            qFatal("an embedded file cannot be read");
        migrations.append({name.section(u'_', 0, 0).toInt(), QString::fromUtf8(file.readAll())});
        Q_ASSERT(migrations.last().version == migrations.size());
    }
    return migrations;
}

// Returns the end of the quoted text or comment that begins at `from`, or `from` if none does.
static qsizetype endOfQuote(QStringView sql, qsizetype from)
{
    const auto after = [sql, from](QStringView end, qsizetype start) {
        const qsizetype found = sql.indexOf(end, from + start);
        return found < 0 ? sql.size() : found + end.size();
    };
    const QStringView rest = sql.sliced(from);
    if (rest.startsWith(u'\'') || rest.startsWith(u'"'))
        return after(rest.first(1), 1); // a doubled quote counts as two adjacent quoted texts
    if (rest.startsWith("--"_L1))
        return after(u"\n", 2);
    if (rest.startsWith("/*"_L1))
        return after(u"*/", 2);
    return from;
}

QStringList sqlStatements(QStringView sql)
{
    QStringList statements;
    QString statement;
    const auto finish = [&statements, &statement] {
        if (const QString trimmed = statement.trimmed(); !trimmed.isEmpty())
            statements.append(trimmed);
        statement.clear();
    };
    for (qsizetype i = 0; i < sql.size();) {
        const qsizetype end = endOfQuote(sql, i);
        const bool isComment = sql[i] == u'-' || sql[i] == u'/';
        if (end > i) {
            statement.append(isComment ? QStringView(u" ") : sql.sliced(i, end - i));
            i = end;
        } else if (sql[i++] == u';') {
            finish();
        } else {
            statement.append(sql[i - 1]);
        }
    }
    finish();
    return statements;
}

Result<int> schemaVersion(Database &database, int known)
{
    const QStringList tables = database.tables();
    if (tables.isEmpty())
        return 0;
    if (!tables.contains(versionTable))
        return problem(ProblemCode::StorageUnavailable, u"it is the database of another program"_s);
    Rows rows = database.select("SELECT max(version) FROM schema_version"_L1);
    rows.next();
    const auto version = int(rows.number(0));
    if (version > known)
        return problem(
            ProblemCode::StorageUnavailable,
            u"it was written by a newer WebJabber (schema version %1; this one knows up to %2)"_s.arg(version).arg(
                known));
    return version;
}

static void apply(Database &database, const Migration &migration)
{
    database.begin(Database::Mode::Write);
    try {
        if (migration.version == 1)
            database.executeOnce(
                u"CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied BIGINT NOT NULL)"_s);
        for (const QString &statement : sqlStatements(SqlDialect::expandPlaceholders(migration.sql)))
            database.executeOnce(statement);
        database.execute("INSERT INTO schema_version (version, applied) VALUES (?, ?)"_L1, migration.version,
                         QDateTime::currentDateTimeUtc());
        database.commit();
    } catch (const SqlError &) {
        database.rollback();
        throw;
    }
}

void migrate(Database &database, int version, const QList<Migration> &migrations)
{
    for (const Migration &migration : migrations) {
        if (migration.version <= version)
            continue;
        apply(database, migration);
        qCInfo(lcStore) << "the database has schema version" << migration.version << "now";
    }
}

} // namespace WebJabber
