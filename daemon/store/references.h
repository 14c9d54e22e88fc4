// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/messagenames.h"
#include "store/refstable.h"
#include "store/storecontext.h"

namespace WebJabber {

// What a new event refers to.
struct References {
    std::optional<RefRow> original; // the message that the event corrects or retracts, if its author wrote that
    bool isRetracted = false; // that message was retracted before
    QList<qint64> emptied; // the events that lost their content
};

// Looks up the messages that the event refers to, and sets `about.seq`, `reply_to.seq` and `verified`. A message that
// its author retracts loses its content, and so do its earlier and later corrections.
References resolveReferences(StoreContext &context, AccountRow &account, Event &event, const QDateTime &now);

// Records the event for later references to it. An event that is no message is not recorded.
void rememberMessage(StoreContext &context, const AccountRow &account, const Event &event, const References &references,
                     const QDateTime &now);

// A message that a client refers to.
struct ReferredMessage {
    bool isOwn = false; // the account wrote it; else the contact did
    bool isRetracted = false;
    std::optional<Event> first; // nothing if the queue does not hold it any more
    std::optional<Event> newest; // the newest correction, else the first version; the same
};

// Returns nothing if the message is unknown.
std::optional<ReferredMessage> referredMessage(StoreContext &context, const AccountRow &account, const Jid &owner,
                                               const Jid &conversation, const MessageName &name);

} // namespace WebJabber
