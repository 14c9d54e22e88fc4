// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"

#include <QFuture>
#include <QPromise>

#include <type_traits>
#include <utility>

namespace WebJabber {

// One call of a verb, on its way to the worker thread and back.
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

    // On the worker thread, within a transaction. Throws SqlError. Once more
    // where the transaction was rolled back.
    virtual void run(StoreContext &context) = 0;
    // Instead of run(), or after it where the transaction was rolled back.
    virtual void fail(const Problem &problem) = 0;
    // On the store's own thread, once, when the transaction is over.
    virtual void finish() = 0;

private:
    Access m_access;
};

// An operation made of two functions: Work makes Result<Outcome> of a
// StoreContext, Finish makes Result<T>, the answer, of Result<Outcome>.
template<typename T, typename Work, typename Finish>
class StoreVerb final : public StoreOperation
{
public:
    StoreVerb(Access access, Work work, Finish finish)
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
