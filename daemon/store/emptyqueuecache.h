// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QHash>

#include <optional>

namespace WebJabber {

// Caches which queues are empty, so that clients that poll cause no database queries. An entry is valid until
// invalidate(), which must be called before anything changes the queue.
class EmptyQueueCache
{
public:
    // Identifies a database query from its start to its answer.
    using QueryId = quint64;

    // Call it before an event may be added to the account's queue or removed from it.
    void invalidate(const Jid &account) { m_accounts.remove(account); }
    void invalidateAll() { m_accounts.clear(); }

    QueryId beginQuery(const Jid &account);
    // Stores the query's result, unless invalidate() was called since the query began.
    void storeEmptyPage(const Jid &account, QueryId queryId, const EventPage &page);
    void storeNoLegacyMessages(const Jid &account, QueryId queryId);

    // Returns the answer to Store::eventsAfter() if it is cached.
    std::optional<EventPage> eventsAfter(const Jid &account, qint64 seq) const;
    // Returns true if Store::legacyMessages() is cached as empty.
    bool hasNoLegacyMessages(const Jid &account) const;

private:
    struct Found {
        QueryId since = 0; // results of this query and later ones are still valid
        bool isLegacyEmpty = false;
        std::optional<EventPage> end; // the page after the newest event
    };

    Found *find(const Jid &account, QueryId queryId);

    QHash<Jid, Found> m_accounts;
    QueryId m_lastQueryId = 0;
};

} // namespace WebJabber
