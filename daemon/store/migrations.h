// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/database.h"

namespace WebJabber {

// One step of the database schema. A released step is never changed; new ones are appended.
struct Migration {
    int version; // from 1, without gaps
    QString sql;
};

// Returns the steps in resources/migrations, in order. NNNN_name.sql has version NNNN.
QList<Migration> embeddedMigrations();

// Splits SQL at semicolons outside of quotes and comments, and removes comments. Does not support bodies of triggers
// and functions; migrations must not contain any.
QStringList sqlStatements(QStringView sql);

// Returns the version of the schema; 0 if the database is empty. Fails if the database belongs to another program or
// its version is newer than `known`. Throws SqlError.
Result<int> schemaVersion(Database &database, int known);

// Runs the migrations after `version`, each in its own transaction. Throws SqlError; completed migrations remain.
void migrate(Database &database, int version, const QList<Migration> &migrations);

} // namespace WebJabber
