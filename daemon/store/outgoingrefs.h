// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"
#include "store/storedtypes.h"

namespace WebJabber {

// Replaces the ids in Outgoing::content that clients use with those that go on the wire. A reply gets its `from` and
// `quote` if they are known. Fails with not-found if the message to correct or to retract is unknown, or was retracted
// and is to be corrected; with conflict if the contact wrote it.
Result<void> translateRefs(StoreContext &context, const AccountRow &account, Outgoing &message);

// Returns what is kept of Outgoing::content after the message is settled.
QByteArray settledContent(const Outgoing &message);

} // namespace WebJabber
