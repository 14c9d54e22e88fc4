// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include <QSqlRecord>
#include <QTimeZone>

#include <atomic>

using namespace Qt::StringLiterals;

namespace WebJabber {

// Names of QtSql connections are global to the process.
static QString nextConnectionName()
{
    static std::atomic<int> count = 0;
    return u"webjabber-%1"_s.arg(++count);
}

[[noreturn]] static void fail(const QSqlError &error)
{
    throw SqlError{SqlDialect::failureKind(error), u"%1 (%2)"_s.arg(error.databaseText(), error.nativeErrorCode())};
}

bool Rows::next()
{
    if (m_query.next())
        return true;
    if (const QSqlError error = m_query.lastError(); error.isValid())
        fail(error);
    return false;
}

QDateTime Rows::time(int column) const
{
    return QDateTime::fromMSecsSinceEpoch(number(column), QTimeZone::UTC);
}

void Rows::throwUnknown(int column, const QString &name) const
{
    throw SqlError{
        SqlDialect::Failure::Damaged,
        u"the column %1 holds “%2”, which this version does not know"_s.arg(m_query.record().fieldName(column), name)};
}

Database::Database(const QString &file, Mode mode, std::chrono::milliseconds busyTimeout)
    : m_connection(QSqlDatabase::addDatabase(SqlDialect::driverName(), nextConnectionName()))
{
    m_connection.setDatabaseName(file);
    m_connection.setConnectOptions(SqlDialect::connectOptions(mode == Mode::Read, busyTimeout));
    if (!m_connection.open())
        fail(m_connection.lastError());
}

Database::~Database()
{
    m_statements.clear();
    const QString name = m_connection.connectionName();
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(name);
}

void Database::executeOnce(const QString &sql)
{
    QSqlQuery query(m_connection);
    if (!query.exec(sql))
        fail(query.lastError());
}

void Database::begin(Mode mode)
{
    // Not prepared, because not every database can prepare these statements.
    executeOnce(mode == Mode::Write ? SqlDialect::beginWriting() : u"BEGIN"_s);
}

void Database::commit()
{
    executeOnce(u"COMMIT"_s);
}

void Database::rollback() noexcept
{
    // Fails if SQLite has rolled back already, which it does if the disk is full.
    QSqlQuery(m_connection).exec(u"ROLLBACK"_s);
}

QSqlQuery &Database::prepared(QLatin1StringView sql)
{
    if (const auto found = m_statements.find(sql); found != m_statements.end())
        return found->second;
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        fail(query.lastError());
    return m_statements.emplace(sql, std::move(query)).first->second;
}

void Database::execute(QSqlQuery &query)
{
    if (!query.exec())
        fail(query.lastError());
}

} // namespace WebJabber
