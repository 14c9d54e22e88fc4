// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storecontext.h"
#include "store/storeinspector.h"

namespace WebJabber {

// A slice of all accounts, ordered by id.
struct QueueSlice {
    QList<QueueInfo> queues;
    std::optional<qint64> next; // the account id to continue after; nothing at the end
};

QueueSlice queuesAfter(StoreContext &context, qint64 accountId, const QDateTime &now);
QList<QueueInfo> queuesOf(StoreContext &context, const QList<Jid> &accounts, const QDateTime &now);

} // namespace WebJabber
