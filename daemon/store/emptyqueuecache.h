// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QHash>

#include <optional>

namespace WebJabber {

// Remembers which queues were found empty, so that who asks again and again
// whether something came does not ask the database. What was found holds until
// disturb() is called, which must be before anything changes the queue.
class EmptyQueueCache
{
public:
    // A look into the database, from when it is asked for to its answer.
    using Look = quint64;

    // Something may come to the account's queue, or leave it.
    void disturb(const Jid &account) { m_accounts.remove(account); }
    void disturbAll() { m_accounts.clear(); }

    Look beginLook(const Jid &account);
    // What the look found. Nothing happens where the queue was disturbed since it began.
    void foundNothingAfter(const Jid &account, Look look, const EventPage &page);
    void foundNoLegacyMessages(const Jid &account, Look look);

    // What is known to be the answer to Store::eventsAfter().
    std::optional<EventPage> eventsAfter(const Jid &account, qint64 seq) const;
    // Whether Store::legacyMessages() is known to find nothing.
    bool hasNoLegacyMessages(const Jid &account) const;

private:
    struct Found {
        Look since = 0; // looks from this one on tell of the queue as it still is
        bool isLegacyEmpty = false;
        std::optional<EventPage> end; // the page after the newest event
    };

    Found *find(const Jid &account, Look look);

    QHash<Jid, Found> m_accounts;
    Look m_lastLook = 0;
};

} // namespace WebJabber
