// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QHash>

#include <optional>

namespace WebJabber {

// Caches which queues are empty, so that clients that poll cause no database queries. An entry is valid until
// disturb(), which must be called before anything changes the queue.
class EmptyQueueCache
{
public:
    // Identifies a database query from its start to its answer.
    using Look = quint64;

    // Call it before an event may be added to the account's queue or removed from it.
    void disturb(const Jid &account) { m_accounts.remove(account); }
    void disturbAll() { m_accounts.clear(); }

    Look beginLook(const Jid &account);
    // Stores the query's result, unless disturb() was called since the query began.
    void foundNothingAfter(const Jid &account, Look look, const EventPage &page);
    void foundNoLegacyMessages(const Jid &account, Look look);

    // Returns the answer to Store::eventsAfter() if it is cached.
    std::optional<EventPage> eventsAfter(const Jid &account, qint64 seq) const;
    // Returns true if Store::legacyMessages() is cached as empty.
    bool hasNoLegacyMessages(const Jid &account) const;

private:
    struct Found {
        Look since = 0; // results of this query and later ones are still valid
        bool isLegacyEmpty = false;
        std::optional<EventPage> end; // the page after the newest event
    };

    Found *find(const Jid &account, Look look);

    QHash<Jid, Found> m_accounts;
    Look m_lastLook = 0;
};

} // namespace WebJabber
