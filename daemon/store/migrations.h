// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/database.h"

namespace WebJabber {

// One step of the database's schema. Steps are only ever added; one that was
// released is never changed.
struct Migration {
    int version; // from 1, without gaps
    QString sql;
};

// Those in resources/migrations, in order: NNNN_name.sql makes version NNNN.
QList<Migration> embeddedMigrations();

// Splits at semicolons outside of quotes and comments. Comments go. Bodies of
// triggers and functions are not understood: migrations have none.
QStringList sqlStatements(QStringView sql);

// The version of the schema; 0 where the database is empty. Fails where it is
// someone else's, or newer than `known`. Throws SqlError.
Result<int> schemaVersion(Database &database, int known);

// Runs the migrations after `version`, each in a transaction of its own.
// Throws SqlError; what was done before stays.
void migrate(Database &database, int version, const QList<Migration> &migrations);

} // namespace WebJabber
