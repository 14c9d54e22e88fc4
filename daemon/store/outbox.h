// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"
#include "store/storedtypes.h"

namespace WebJabber {

struct EnqueueOutcome {
    Enqueued answer;
    std::optional<Event> event; // that was appended
};

// Accepts a message, marker or receipt. Fails with conflict, not-found or too-many-requests before anything is
// written, or with unauthorized if there is no such account.
Result<EnqueueOutcome> enqueueMessage(StoreContext &context, Outgoing message, const QDateTime &now);

// Fails with not-found.
Result<Outgoing> findMessage(StoreContext &context, const Jid &account, const QString &id);

QList<Outgoing> queuedMessages(StoreContext &context, const Jid &account, const OutgoingPage &page);

// Both return the message in its new state; nothing if nothing changed.
std::optional<Outgoing> settleMessage(StoreContext &context, const Jid &account, const QString &id,
                                      const MessageOutcome &messageOutcome);
std::optional<Outgoing> bounceMessage(StoreContext &context, const Bounce &bounce);

} // namespace WebJabber
