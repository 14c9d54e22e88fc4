// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlError>
#include <QString>
#include <QStringList>

#include <chrono>

// Everything that is specific to SQLite. The other SQL of this module also runs on PostgreSQL.
namespace WebJabber::SqlDialect {

QString driverName();

// Returns options for QSqlDatabase::setConnectOptions(). `busyTimeout` is how long a statement waits for another
// process's lock.
QString connectOptions(bool readOnly, std::chrono::milliseconds busyTimeout);

// Returns the files that belong to the database file and depend on its name.
QStringList companionFiles(const QString &file);

// Returns the statements to run first on a connection that writes. They make a commit durable before it returns.
QStringList setUpStatements();

// Starts a write transaction. It takes the write lock, so that the transaction waits here and not at a later statement.
QString beginWriting();

// Returns a statement whose first row is "ok" if the whole database is consistent.
QLatin1StringView quickCheck();

// Replaces the ${...} placeholders of a migration.
QString expandPlaceholders(QString sql);

enum class Failure {
    Busy, // locked by another process
    Full, // the disk is full
    Damaged, // or not a database
    Other,
};
Failure failureKind(const QSqlError &error);

} // namespace WebJabber::SqlDialect
