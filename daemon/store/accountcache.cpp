// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accountcache.h"

#include <algorithm>

namespace WebJabber {

AccountRow *AccountCache::find(const Jid &jid)
{
    if (const auto found = m_accounts.find(jid); found != m_accounts.end())
        return &found->second;
    const auto row = selectAccount(m_database, jid);
    return row ? &m_accounts.emplace(jid, *row).first->second : nullptr;
}

AccountRow &AccountCache::make(const Jid &jid, const QDateTime &now)
{
    if (AccountRow *account = find(jid))
        return *account;
    return m_accounts.emplace(jid, insertAccount(m_database, jid, now)).first->second;
}

qint64 AccountCache::takeSeq(AccountRow &account)
{
    noteChange(account);
    return ++account.lastSeq;
}

void AccountCache::noteChange(const AccountRow &account)
{
    if (m_changed.empty() || m_changed.back() != &account)
        m_changed.push_back(&account);
}

quint64 AccountCache::forget(const Jid &jid)
{
    if (const auto found = m_accounts.find(jid); found != m_accounts.end()) {
        std::erase(m_changed, &found->second);
        m_accounts.erase(found);
    }
    return m_removed[jid] = ++m_removals;
}

bool AccountCache::isRemovedSince(const Jid &jid, quint64 removal)
{
    std::erase_if(m_removed, [removal](const auto &entry) { return entry.second <= removal; });
    return m_removed.contains(jid);
}

void AccountCache::writeBack()
{
    std::ranges::sort(m_changed);
    const auto repeated = std::ranges::unique(m_changed);
    m_changed.erase(repeated.begin(), repeated.end());
    for (const AccountRow *account : m_changed)
        updateSeqs(m_database, *account);
    m_changed.clear();
}

void AccountCache::clear()
{
    m_accounts.clear();
    m_changed.clear();
}

} // namespace WebJabber
