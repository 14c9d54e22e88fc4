// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "store/database.h"

namespace WebJabber {

// The senders of requests for contact that an account's devices have received, until the requests are answered or
// withdrawn.

// Returns false if there is a row for this asker already.
bool insertRequester(Database &database, qint64 accountId, const Jid &requester);
void deleteRequester(Database &database, qint64 accountId, const Jid &requester);
qint64 countRequesters(Database &database, qint64 accountId);

} // namespace WebJabber
