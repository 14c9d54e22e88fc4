// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountstable.h"

#include <unordered_map>
#include <vector>

namespace WebJabber {

// The worker thread's cache of account rows, so that appending an event needs no query for the account. A caller that
// changes a row also changes it in the database, except for the seqs and queueBytes: writeBack() writes those once per
// transaction.
class AccountCache
{
public:
    explicit AccountCache(Database &database)
        : m_database(database)
    {
    }

    // Returns null if there is no such account. The pointer is valid until forget() or clear().
    AccountRow *find(const Jid &jid);
    // Returns the account's row; inserts it if there is none.
    AccountRow &make(const Jid &jid, const QDateTime &now);

    // Returns the seq for the account's next event.
    qint64 takeSeq(AccountRow &account);
    // Marks the row to be written by the next writeBack().
    void noteChange(const AccountRow &account);

    // Drops the account, which was removed. Returns the number of this removal; the numbers ascend.
    quint64 forget(const Jid &jid);
    // Returns true if the account was removed after the removal with this number. Numbers must not descend from call to
    // call.
    bool isRemovedSince(const Jid &jid, quint64 removal);
    void writeBack(); // call it before each commit
    void clear(); // call it after each rollback

private:
    Database &m_database;
    std::unordered_map<Jid, AccountRow> m_accounts;
    std::vector<const AccountRow *> m_changed; // the rows to write back; may hold duplicates
    quint64 m_removals = 0;
    std::unordered_map<Jid, quint64> m_removed; // each one's last removal, as far as isRemovedSince() may need it
};

} // namespace WebJabber
