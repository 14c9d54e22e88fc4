// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"

#include <QFuture>
#include <QPromise>

#include <type_traits>
#include <utility>

namespace WebJabber {

// One call of a store operation, which passes to the worker thread and back.
class StoreOperation
{
public:
    using Access = Database::Mode;

    explicit StoreOperation(Access access)
        : m_access(access)
    {
    }
    virtual ~StoreOperation() = default;
    Q_DISABLE_COPY_MOVE(StoreOperation)

    Access access() const { return m_access; }

    // Called on the worker thread, within a transaction. Throws SqlError. May be called again if the transaction was
    // rolled back.
    virtual void run(StoreContext &context) = 0;
    // Called instead of run(), or after it if the transaction was rolled back.
    virtual void fail(const Problem &problem) = 0;
    // Called once on the store's own thread, after the transaction.
    virtual void finish() = 0;

private:
    Access m_access;
};

// An operation made of two functions: Work makes a Result<Outcome> from a StoreContext, and Finish makes the answer, a
// Result<T>, from that.
template<typename T, typename Work, typename Finish>
class FunctionOperation final : public StoreOperation
{
public:
    FunctionOperation(Access access, Work work, Finish finish)
        : StoreOperation(access)
        , m_work(std::move(work))
        , m_finish(std::move(finish))
    {
        m_promise.start();
    }

    QFuture<Result<T>> answer() const { return m_promise.future(); }

    void run(StoreContext &context) override { m_outcome = std::as_const(m_work)(context); }
    void fail(const Problem &problem) override { m_outcome = std::unexpected(problem); }
    void finish() override
    {
        m_promise.addResult(m_finish(std::move(m_outcome)));
        m_promise.finish();
    }

private:
    Work m_work;
    Finish m_finish;
    std::invoke_result_t<const Work &, StoreContext &> m_outcome;
    QPromise<Result<T>> m_promise;
};

} // namespace WebJabber
