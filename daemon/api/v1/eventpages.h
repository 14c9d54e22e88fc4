// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

namespace WebJabber {

// Reads the events after a cursor. If the cursor points to events that are no longer stored (or never were), a `reset`
// event comes first, so clients always notice a gap.
QFuture<Result<EventPage>> readEvents(Store &store, const Jid &account, qint64 cursor, qsizetype limit);

// Returns the cursor after this page.
qint64 nextCursor(const EventPage &page, qint64 cursor);

} // namespace WebJabber
