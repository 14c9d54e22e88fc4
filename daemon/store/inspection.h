// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace WebJabber {

struct StoreContext;

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

// A slice of all accounts, ordered by id.
struct QueueSlice {
    QList<QueueInfo> queues;
    std::optional<qint64> next; // the account id to continue after; nothing at the end
};

QueueSlice queuesAfter(StoreContext &context, qint64 accountId, const QDateTime &now);
QList<QueueInfo> queuesOf(StoreContext &context, const QList<Jid> &accounts, const QDateTime &now);

} // namespace WebJabber
