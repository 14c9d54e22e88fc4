// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace WebJabber
