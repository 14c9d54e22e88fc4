// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/pushoperator.h"

#include "push/pushdispatcher.h"
#include "shared/sharedpromise.h"
#include "store/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

PushOperator::PushOperator(Store &store, PushDispatcher &dispatcher, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_dispatcher(dispatcher)
{
}

PushControl::Answer<QList<PushSubscription>> PushOperator::subscriptions()
{
    return m_store.allSubscriptions();
}

// Fails with not-found if there is no subscription with this id.
PushControl::Answer<void> PushOperator::find(const QString &id)
{
    return m_store.allSubscriptions().then(this, [id](const Result<QList<PushSubscription>> &all) -> Result<void> {
        if (!all)
            return std::unexpected(all.error());
        if (!std::ranges::contains(*all, id, &PushSubscription::id))
            return problem(ProblemCode::NotFound, u"There is no such subscription."_s);
        return {};
    });
}

PushControl::Answer<void> PushOperator::retry(const QString &id)
{
    return find(id).then(this, [this, id](const Result<void> &found) {
        if (found)
            m_dispatcher.retry(id);
        return found;
    });
}

PushControl::Answer<void> PushOperator::remove(const QString &id)
{
    return find(id)
        .then(this,
              [this, id](const Result<void> &found) {
                  return found ? m_store.removeSubscription(id) : readyAnswer<void>(found);
              })
        .unwrap();
}

} // namespace WebJabber
