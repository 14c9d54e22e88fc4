// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountcache.h"
#include "store/storesettings.h"

namespace WebJabber {

// What an operation works on, on the worker thread and within a transaction.
struct StoreContext {
    Database &database;
    AccountCache &accounts;
    const StoreLimits &limits;
};

// How many rows one operation deletes at most beside its own work: a few
// milliseconds' worth. What is left is for operations of their own.
inline constexpr qint64 rowsPerSlice = 500;

} // namespace WebJabber
