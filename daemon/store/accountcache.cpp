// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountcache.h"

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
    if (m_grown.empty() || m_grown.back() != &account)
        m_grown.push_back(&account);
    return ++account.lastSeq;
}

void AccountCache::forget(const Jid &jid)
{
    const auto found = m_accounts.find(jid);
    if (found == m_accounts.end())
        return;
    std::erase(m_grown, &found->second);
    m_accounts.erase(found);
}

void AccountCache::writeBack()
{
    std::ranges::sort(m_grown);
    const auto repeated = std::ranges::unique(m_grown);
    m_grown.erase(repeated.begin(), repeated.end());
    for (const AccountRow *account : m_grown)
        updateSeqs(m_database, *account);
    m_grown.clear();
}

void AccountCache::clear()
{
    m_accounts.clear();
    m_grown.clear();
}

} // namespace WebJabber
