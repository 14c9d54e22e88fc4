// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountstable.h"

#include <unordered_map>
#include <vector>

namespace WebJabber {

// The accounts the worker knows by heart, so that keeping an event takes no
// look-up. What changes here is changed in the database by the same caller,
// but for the seqs and the bytes: writeBack() does that, once per transaction.
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
    // The next writeBack() writes what the account's row holds.
    void noteChange(const AccountRow &account);

    // The account is removed. Answers the number of this removal, which ascends.
    quint64 forget(const Jid &jid);
    // True if the account was removed after the removal with this number. Numbers must not descend from call to call.
    bool isRemovedSince(const Jid &jid, quint64 removal);
    void writeBack(); // before each commit
    void clear(); // after each rollback

private:
    Database &m_database;
    std::unordered_map<Jid, AccountRow> m_accounts;
    std::vector<const AccountRow *> m_changed; // those to write back, some twice
    quint64 m_removals = 0;
    std::unordered_map<Jid, quint64> m_removed; // the last removal of each, as far as it may be asked for
};

} // namespace WebJabber
