// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storecontext.h"
#include "store/storedtypes.h"

namespace WebJabber {

// What a subscription is to be notified of next. Takes a time that depends on
// what is not read and not told yet, not on what else came.
DuePush duePushOf(StoreContext &context, const QString &id, const PushPosition &position);

} // namespace WebJabber
