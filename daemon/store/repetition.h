// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storecontext.h"
#include "store/storedtypes.h"

#include <optional>

namespace WebJabber {

// Detects events that were stored before. Because many senders reuse ids and texts, an event counts as a repetition
// only in these cases:
//
// - It has the same stanza id (XEP-0359), within `stanzaIdAge`.
// - It has the same sender, id and content, within `senderIdAge`, and
//   - the sender uses each id once (origin-id), or it is a receipt, marker or subscription, because a second one
//     carries nothing new;
//   - or it comes from the archive after it came without a stanza id, once each;
//   - or the server delayed it (XEP-0203) from a time at which the first one had just come, because a server redelivers
//     what was not acknowledged when a stream ended;
//   - or the account sent it: a carbon, a delivery to itself, an archived copy.
//
// A live event to which none of this applies is new, and so is an event with a second stanza id.

inline constexpr std::chrono::days senderIdAge{7};
inline constexpr std::chrono::days stanzaIdAge{60};

// Returns the seq under which the event was stored before. If there is none, records the event as `seq` for later
// calls.
std::optional<qint64> repeatedSeq(StoreContext &context, const AccountRow &account, const Event &event, qint64 seq,
                                  const QDateTime &now);

// Records an event that this daemon made.
void recordOwn(StoreContext &context, const AccountRow &account, const Event &event, const QDateTime &now);

} // namespace WebJabber
