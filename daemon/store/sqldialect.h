// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlError>
#include <QString>
#include <QStringList>

#include <chrono>

// All that is SQLite's own. The rest of this room is SQL that PostgreSQL takes
// as well.
namespace WebJabber::SqlDialect {

QString driverName();

// What QSqlDatabase::setConnectOptions() takes. The time is how long a
// statement waits for another process's lock.
QString connectOptions(bool readOnly, std::chrono::milliseconds busyTimeout);

// What belongs to a database's file, and is lost with its name.
QStringList companionFiles(const QString &file);

// What a connection that writes runs first: a commit that returns is on disk.
QStringList setUpStatements();

// Starts a transaction that is going to write, and so waits for locks here
// rather than in the middle.
QString beginWriting();

// A statement whose first row is "ok" where the whole database hangs together.
QLatin1StringView quickCheck();

// Puts in what a migration leaves open as ${...}.
QString spelledOut(QString sql);

enum class Failure {
    Busy, // another process has it locked
    Full, // the disk is
    Damaged, // or no database at all
    Other,
};
Failure failureKind(const QSqlError &error);

} // namespace WebJabber::SqlDialect
