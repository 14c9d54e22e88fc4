// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/committimes.h"
#include "store/operationqueue.h"
#include "store/storehealth.h"

#include <functional>
#include <span>

namespace WebJabber {

// What runs on the worker thread: takes all that is queued, runs it in one
// transaction, and hands it back when that is committed (group commit).
class StoreWorker
{
public:
    // `onDone` is called on the worker's thread when takeDone() has something.
    StoreWorker(OperationQueue &queue, const StoreSettings &settings, Database &database, CommitTimes &commitTimes,
                std::function<void()> onDone);

    // Returns when the queue is closed and empty.
    void run();

private:
    using Operations = std::span<const std::unique_ptr<StoreOperation>>;

    struct Failure {
        SqlError error;
        std::optional<std::size_t> operation; // which one failed; none: the transaction as a whole
    };

    // Runs them in one transaction. After a failure everything is as it was.
    std::optional<Failure> tryTransaction(Operations operations);
    // Runs them in one transaction, or in some where one of them fails.
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
