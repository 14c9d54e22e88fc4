// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/emptyqueuecache.h"

namespace WebJabber {

EmptyQueueCache::Look EmptyQueueCache::beginLook(const Jid &account)
{
    Found &found = m_accounts[account];
    if (found.since == 0)
        found.since = ++m_lastLook;
    return found.since;
}

EmptyQueueCache::Found *EmptyQueueCache::find(const Jid &account, Look look)
{
    const auto found = m_accounts.find(account);
    return found != m_accounts.end() && found->since == look ? &*found : nullptr;
}

void EmptyQueueCache::foundNothingAfter(const Jid &account, Look look, const EventPage &page)
{
    if (Found *found = find(account, look))
        found->end = page;
}

void EmptyQueueCache::foundNoLegacyMessages(const Jid &account, Look look)
{
    if (Found *found = find(account, look))
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
