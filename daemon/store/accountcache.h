// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountstable.h"

#include <unordered_map>
#include <vector>

namespace WebJabber {

// The accounts the worker knows by heart, so that keeping an event takes no
// look-up. What changes here is changed in the database by the same caller,
// but for the seqs: writeBack() does that, once per transaction.
class AccountCache
{
public:
    explicit AccountCache(Database &database)
        : m_database(database)
    {
    }

    // Null where there is no such account. Good until forget() and clear().
    AccountRow *find(const Jid &jid);
    // Makes it where it is not there.
    AccountRow &make(const Jid &jid, const QDateTime &now);

    // The seq for the account's next event.
    qint64 takeSeq(AccountRow &account);

    void forget(const Jid &jid);
    void writeBack(); // before each commit
    void clear(); // after each rollback

private:
    Database &m_database;
    std::unordered_map<Jid, AccountRow> m_accounts;
    std::vector<const AccountRow *> m_grown; // those with new seqs, some twice
};

} // namespace WebJabber
