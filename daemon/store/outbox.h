// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storecontext.h"
#include "storedtypes.h"

#include <problem.h>

namespace WebJabber {

struct EnqueueOutcome {
    Enqueued answer;
    Event event; // that was appended, where the message is new
};

// Accepts a message. Fails with conflict and too-many-requests, before
// anything is written.
Result<EnqueueOutcome> enqueueMessage(StoreContext &context, Outgoing message, const QDateTime &now);

// Fails with not-found.
Result<Outgoing> findMessage(StoreContext &context, const Jid &account, const QString &id);

QList<Outgoing> queuedMessages(StoreContext &context, const Jid &account);

// The message as it is now; nothing where nothing changed.
std::optional<Outgoing> settleMessage(StoreContext &context, const Jid &account, const QString &id, OutgoingState state,
                                      const QString &problem);

} // namespace WebJabber
