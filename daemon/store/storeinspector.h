// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/committimes.h"
#include "store/store.h"

namespace WebJabber {

// An account's queue in numbers.
struct QueueInfo {
    Jid account; // bare
    QDateTime created; // UTC; of the account
    qint64 oldest = 0; // seq of the oldest event kept; newest + 1 where none is
    qint64 newest = 0; // seq of the newest event there ever was
    QDateTime oldestTime; // UTC, when it was stored; null where none is kept
    qint64 devices = 0;
    qint64 queuedOutgoing = 0;

    qint64 depth() const { return newest - oldest + 1; }
};

// What an operator wants to know of the store beyond any one account's needs.
// The same rules as for Store's verbs; a look at all accounts is taken in
// slices, so that others come in between, and may show them at different times.
class StoreInspector
{
public:
    template<typename T>
    using Answer = QFuture<Result<T>>;

    virtual ~StoreInspector() = default;

    // Of all accounts, in the order they were made.
    virtual Answer<QList<QueueInfo>> queues() = 0;
    // Of these, without those that are not there.
    virtual Answer<QList<QueueInfo>> queues(const QList<Jid> &accounts) = 0;

    virtual CommitTimes::Snapshot commitTimes() const = 0;
};

} // namespace WebJabber
