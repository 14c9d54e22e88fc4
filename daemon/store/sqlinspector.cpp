// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlinspector.h"

#include "store/sqlstore.h"

#include <functional>

namespace WebJabber {

using Access = StoreOperation::Access;

struct SqlInspector::Walk {
    QList<QueueInfo> queues;
    QPromise<Result<QList<QueueInfo>>> promise;
};

// `work` makes a T from a StoreContext.
template<typename T, typename Work>
static QFuture<Result<T>> perform(SqlStore &store, Access access, Work work)
{
    auto run = [work = std::move(work)](StoreContext &context) -> Result<T> { return work(context); };
    auto operation = std::make_unique<FunctionOperation<T, decltype(run), std::identity>>(access, std::move(run),
                                                                                          std::identity());
    auto answer = operation->answer();
    store.run(std::move(operation));
    return answer;
}

SqlInspector::SqlInspector(SqlStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

QFuture<Result<QList<QueueInfo>>> SqlInspector::queues()
{
    const auto walk = std::make_shared<Walk>();
    walk->promise.start();
    auto answer = walk->promise.future();
    queryNext(walk, 0);
    return answer;
}

void SqlInspector::queryNext(const std::shared_ptr<Walk> &walk, qint64 accountId)
{
    perform<QueueSlice>(m_store, Access::Read, [accountId, now = m_store.now()](StoreContext &context) {
        return queuesAfter(context, accountId, now);
    }).then(this, [this, walk](const Result<QueueSlice> &slice) {
        if (slice)
            walk->queues += slice->queues;
        if (slice && slice->next)
            return queryNext(walk, *slice->next);
        if (slice)
            walk->promise.addResult(std::move(walk->queues));
        else
            walk->promise.addResult(std::unexpected(slice.error()));
        walk->promise.finish();
    });
}

QFuture<Result<QList<QueueInfo>>> SqlInspector::queues(const QList<Jid> &accounts)
{
    return perform<QList<QueueInfo>>(m_store, Access::Read, [accounts, now = m_store.now()](StoreContext &context) {
        return queuesOf(context, accounts, now);
    });
}

CommitTimes::Snapshot SqlInspector::commitTimes() const
{
    return m_store.commitTimes().snapshot();
}

} // namespace WebJabber
