// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/emptyqueuecache.h"

namespace WebJabber {

EmptyQueueCache::QueryId EmptyQueueCache::beginQuery(const Jid &account)
{
    Found &found = m_accounts[account];
    if (found.since == 0)
        found.since = ++m_lastQueryId;
    return found.since;
}

EmptyQueueCache::Found *EmptyQueueCache::find(const Jid &account, QueryId queryId)
{
    const auto found = m_accounts.find(account);
    return found != m_accounts.end() && found->since == queryId ? &*found : nullptr;
}

void EmptyQueueCache::storeEmptyPage(const Jid &account, QueryId queryId, const EventPage &page)
{
    if (Found *found = find(account, queryId))
        found->end = page;
}

void EmptyQueueCache::storeNoLegacyMessages(const Jid &account, QueryId queryId)
{
    if (Found *found = find(account, queryId))
        found->isLegacyEmpty = true;
}

std::optional<EventPage> EmptyQueueCache::eventsAfter(const Jid &account, qint64 seq) const
{
    const auto found = m_accounts.constFind(account);
    if (found == m_accounts.cend() || !found->end || found->end->newest != seq)
        return {};
    return found->end;
}

bool EmptyQueueCache::hasNoLegacyMessages(const Jid &account) const
{
    const auto found = m_accounts.constFind(account);
    return found != m_accounts.cend() && found->isLegacyEmpty;
}

} // namespace WebJabber
