// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/migrations.h"

#include <memory>

namespace WebJabber {

// Opens the database in this file for the calling thread, and brings its schema
// up to date. A file that is not there is made, all at once: it never exists
// half. One that cannot be used (damaged, cut off, another program's, written
// by a newer version) is left as it is. Fails with storage-unavailable; the
// detail is for the operator.
Result<std::unique_ptr<Database>> openDatabaseFile(const QString &file, std::chrono::milliseconds busyTimeout,
                                                   const QList<Migration> &migrations = embeddedMigrations());

} // namespace WebJabber
