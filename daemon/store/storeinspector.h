// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/committimes.h"
#include "store/store.h"

namespace WebJabber {

// Statistics of an account's queue.
struct QueueInfo {
    Jid account; // bare
    QDateTime created; // UTC; of the account
    qint64 oldest = 0; // seq of the oldest event kept; newest + 1 if none is kept
    qint64 newest = 0; // seq of the newest event ever appended
    QDateTime oldestTime; // UTC, when it was stored; null if none is kept
    qint64 devices = 0;
    qint64 queuedOutgoing = 0;

    qint64 depth() const { return newest - oldest + 1; }
};

// Queries about the store for operators. The rules of Store apply. A query over all accounts runs in slices, with other
// operations in between, so its results may be from different times.
class StoreInspector
{
public:
    template<typename T>
    using Answer = QFuture<Result<T>>;

    virtual ~StoreInspector() = default;

    // Returns the queues of all accounts, in the order they were made.
    virtual Answer<QList<QueueInfo>> queues() = 0;
    // Returns the queues of these accounts. Skips those that do not exist.
    virtual Answer<QList<QueueInfo>> queues(const QList<Jid> &accounts) = 0;

    virtual CommitTimes::Snapshot commitTimes() const = 0;
};

} // namespace WebJabber
