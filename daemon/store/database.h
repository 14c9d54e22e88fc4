// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/nametable.h"
#include "store/sqldialect.h"

#include <QByteArray>
#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <unordered_map>

namespace WebJabber {

// A statement that failed. It is thrown and caught inside this module only, so that the functions for tables need no
// error handling.
struct SqlError {
    SqlDialect::Failure kind;
    QString text; // for the log; contains no values
};

// The rows of a SELECT. Only one Rows may exist per statement at a time.
class Rows
{
public:
    explicit Rows(QSqlQuery &query)
        : m_query(query)
    {
    }
    ~Rows() { m_query.finish(); }
    Q_DISABLE_COPY_MOVE(Rows)

    bool next();

    bool isNull(int column) const { return m_query.isNull(column); }
    QString text(int column) const { return m_query.value(column).toString(); }
    qint64 number(int column) const { return m_query.value(column).toLongLong(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    QDateTime time(int column) const; // UTC
    // The value with this name. Throws SqlError if the table has no such name.
    template<typename E, std::size_t count>
    E value(int column, const NameTable<E, count> &names) const
    {
        const QString name = text(column);
        const std::optional<E> value = names.find(name);
        if (!value)
            throwUnknown(column, name);
        return *value;
    }

private:
    [[noreturn]] void throwUnknown(int column, const QString &name) const;

    QSqlQuery &m_query;
};

// A connection to the database, to be used by the thread that made it. Every function throws SqlError. Statements are
// cached by their text, so the text must live as long as the connection: use a literal.
class Database
{
public:
    enum class Mode { Read, Write };

    Database(const QString &file, Mode mode, std::chrono::milliseconds busyTimeout);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    // Returns how many rows changed.
    template<typename... Values>
    int execute(QLatin1StringView sql, const Values &...values)
    {
        return run(sql, values...).numRowsAffected();
    }

    template<typename... Values>
    Rows select(QLatin1StringView sql, const Values &...values)
    {
        return Rows(run(sql, values...));
    }

    // Runs a statement without caching it, so that `sql` may be a temporary.
    void executeOnce(const QString &sql);

    QStringList tables() const { return m_connection.tables(); }

    void begin(Mode mode);
    void commit();
    void rollback() noexcept; // also if no transaction is open

private:
    template<typename... Values>
    QSqlQuery &run(QLatin1StringView sql, const Values &...values)
    {
        QSqlQuery &query = prepared(sql);
        int index = 0;
        (query.bindValue(index++, bindable(values)), ...);
        execute(query);
        return query;
    }

    // A null QString or QByteArray is stored as an empty value, not as NULL.
    static QVariant bindable(const QString &text) { return text.isNull() ? QString(QLatin1StringView("")) : text; }
    static QVariant bindable(const QByteArray &bytes) { return bytes.isNull() ? QByteArray("") : bytes; }
    static QVariant bindable(QLatin1StringView text) { return QString(text); }
    static QVariant bindable(const QDateTime &time) { return time.toMSecsSinceEpoch(); }
    static QVariant bindable(qint64 number) { return number; }
    static QVariant bindable(int number) { return number; }

    QSqlQuery &prepared(QLatin1StringView sql);
    static void execute(QSqlQuery &query);

    QSqlDatabase m_connection;
    std::unordered_map<QLatin1StringView, QSqlQuery> m_statements;
};

} // namespace WebJabber
