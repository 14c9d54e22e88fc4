// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountcache.h"
#include "store/storesettings.h"

namespace WebJabber {

// The parameters of an operation. To be used on the worker thread, within a transaction.
struct StoreContext {
    Database &database;
    AccountCache &accounts;
    const StoreLimits &limits;
};

// The limit of rows that one operation deletes beside its own work, which takes a few milliseconds. Further rows are
// deleted by operations of their own.
inline constexpr qint64 rowsPerSlice = 500;

} // namespace WebJabber
