// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/committimes.h"
#include "store/operationqueue.h"
#include "store/storehealth.h"

#include <functional>
#include <span>

namespace WebJabber {

// Runs on the worker thread: takes all queued operations, runs them in one transaction and returns them when it is
// committed (group commit).
class StoreWorker
{
public:
    // `onDone` is called on the worker thread when takeDone() has results.
    StoreWorker(OperationQueue &queue, const StoreSettings &settings, Database &database, CommitTimes &commitTimes,
                std::function<void()> onDone);

    // Returns when the queue is closed and empty.
    void run();

private:
    using Operations = std::span<const std::unique_ptr<StoreOperation>>;

    struct Failure {
        SqlError error;
        std::optional<std::size_t> operation; // the operation that failed; nothing: the transaction as a whole
    };

    // Runs the operations in one transaction. A failure rolls everything back.
    std::optional<Failure> tryTransaction(Operations operations);
    // Runs the operations in one transaction, or in several if one of them fails.
    void run(Operations operations);
    static void failAll(Operations operations, const Problem &problem);

    OperationQueue &m_queue;
    Database &m_database;
    CommitTimes &m_commitTimes;
    std::function<void()> m_onDone;
    AccountCache m_accounts;
    StoreContext m_context;
    StoreHealth m_health;
};

} // namespace WebJabber
