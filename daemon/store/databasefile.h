// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/migrations.h"

#include <memory>

namespace WebJabber {

// Opens the database file for the calling thread and migrates its schema to the newest version. A missing file is
// created atomically. A file that cannot be used (damaged, truncated, of another program or of a newer version) is not
// changed. Fails with storage-unavailable; the detail is for the operator.
Result<std::unique_ptr<Database>> openDatabaseFile(const QString &file, std::chrono::milliseconds busyTimeout,
                                                   const QList<Migration> &migrations = embeddedMigrations());

} // namespace WebJabber
