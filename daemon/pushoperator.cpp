// SPDX-License-Identifier: GPL-3.0-or-later
#include "pushoperator.h"

#include <pushdispatcher.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static std::unexpected<Problem> unknown()
{
    return problem(ProblemCode::NotFound, u"There is no such subscription."_s);
}

PushOperator::PushOperator(StoreInspector &inspector, PushDispatcher &dispatcher, QObject *parent)
    : QObject(parent)
    , m_inspector(inspector)
    , m_dispatcher(dispatcher)
{
}

PushControl::Answer<QList<SubscriptionInfo>> PushOperator::subscriptions()
{
    return m_inspector.subscriptions();
}

PushControl::Answer<void> PushOperator::retry(const QString &id)
{
    return m_inspector.subscriptions().then(this,
                                            [this, id](const Result<QList<SubscriptionInfo>> &all) -> Result<void> {
                                                if (!all)
                                                    return std::unexpected(all.error());
                                                const auto found = std::ranges::find(*all, id, &SubscriptionInfo::id);
                                                if (found == all->end())
                                                    return unknown();
                                                m_dispatcher.retry(found->account);
                                                return {};
                                            });
}

PushControl::Answer<void> PushOperator::remove(const QString &id)
{
    return m_inspector.removeSubscription(id).then(this, [this](const Result<Jid> &account) -> Result<void> {
        if (!account)
            return std::unexpected(account.error());
        if (account->isNull())
            return unknown();
        m_dispatcher.forget(*account);
        return {};
    });
}

} // namespace WebJabber
