// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "store/database.h"

namespace WebJabber {

// Whose requests for contact an account's devices were told of, until these are
// answered or withdrawn.

// False where the asker is there already.
bool insertAsker(Database &database, qint64 accountId, const Jid &asker);
void deleteAsker(Database &database, qint64 accountId, const Jid &asker);
qint64 countAskers(Database &database, qint64 accountId);

} // namespace WebJabber
