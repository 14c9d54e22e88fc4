// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

namespace WebJabber {

// The events after a cursor, with a `reset` event before them where the cursor
// points to what is no longer kept (or never was): a gap is never silent.
QFuture<Result<EventPage>> readEvents(Store &store, const Jid &account, qint64 cursor, qsizetype limit);

// The cursor after this page.
qint64 nextCursor(const EventPage &page, qint64 cursor);

} // namespace WebJabber
