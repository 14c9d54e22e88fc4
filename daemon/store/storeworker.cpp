// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storeworker.h"

#include <algorithm>
#include <chrono>

namespace WebJabber {

// Returns true if the other operations would fail in the same way, after the same wait.
static bool affectsAllOperations(const SqlError &error)
{
    return error.kind == SqlDialect::Failure::Busy || error.kind == SqlDialect::Failure::Full;
}

StoreWorker::StoreWorker(OperationQueue &queue, const StoreSettings &settings, Database &database,
                         CommitTimes &commitTimes, std::function<void()> onDone)
    : m_queue(queue)
    , m_database(database)
    , m_commitTimes(commitTimes)
    , m_onDone(std::move(onDone))
    , m_accounts(database)
    , m_context{database, m_accounts, settings.limits}
{
}

void StoreWorker::run()
{
    for (OperationBatch batch = m_queue.take(); !batch.empty(); batch = m_queue.take()) {
        if (m_queue.isOverdue())
            failAll(batch, queueFullProblem());
        else
            run(batch);
        if (m_queue.addDone(std::move(batch)))
            m_onDone();
    }
}

void StoreWorker::failAll(Operations operations, const Problem &problem)
{
    for (const auto &operation : operations)
        operation->fail(problem);
}

std::optional<StoreWorker::Failure> StoreWorker::tryTransaction(Operations operations)
{
    const auto start = std::chrono::steady_clock::now();
    const bool writes = std::ranges::contains(operations, Database::Mode::Write, &StoreOperation::access);
    std::optional<std::size_t> running;
    try {
        m_database.begin(writes ? Database::Mode::Write : Database::Mode::Read);
        for (std::size_t i = 0; i < operations.size(); ++i) {
            running = i;
            operations[i]->run(m_context);
        }
        running.reset();
        m_accounts.writeBack();
        m_database.commit();
    } catch (const SqlError &error) {
        m_database.rollback();
        m_accounts.clear();
        return Failure{error, running};
    }
    if (writes) {
        m_commitTimes.add(std::chrono::steady_clock::now() - start);
        m_health.succeeded();
    }
    return {};
}

void StoreWorker::run(Operations operations)
{
    while (!operations.empty()) {
        const auto failure = tryTransaction(operations);
        if (!failure)
            return;
        const Problem problem = m_health.failed(failure->error);
        if (problem.code == ProblemCode::StorageUnavailable)
            m_commitTimes.fail();
        if (!failure->operation || affectsAllOperations(failure->error))
            return failAll(operations, problem);
        // An operation that fails on its own must not fail the others.
        const std::size_t failed = *failure->operation;
        run(operations.first(failed));
        operations[failed]->fail(problem);
        operations = operations.subspan(failed + 1);
    }
}

} // namespace WebJabber
