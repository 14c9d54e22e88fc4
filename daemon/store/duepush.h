// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storecontext.h"
#include "store/storedtypes.h"

namespace WebJabber {

// Returns what a subscription is to be notified of next. The time it takes depends on the number of unread events not
// pushed yet, not on that of other events.
DuePush duePushOf(StoreContext &context, const QString &id, const PushPosition &position);

} // namespace WebJabber
