// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storecontext.h"
#include "store/storedtypes.h"

#include <optional>

namespace WebJabber {

// Whether an event was kept before. Only what can be a repetition is taken for
// one: many senders use an id, and a text, again.
//
// - The same stanza id (XEP-0359), for `stanzaIdAge`.
// - Of the same sender with the same id and content, for `senderIdAge`:
//   - if the sender gives each id once (origin-id), and receipts, markers and
//     subscriptions, of which a second one says nothing new;
//   - what comes from the archive after it came without a stanza id, once each;
//   - what the server says it kept back (XEP-0203) at a time at which the first
//     one had just come: a server delivers again what was not acknowledged when
//     a stream ended;
//   - what the account sent: a carbon, a delivery to itself, an archived copy.
//
// A live event without any of these is new, and so is a second stanza id.

inline constexpr std::chrono::days senderIdAge{7};
inline constexpr std::chrono::days stanzaIdAge{60};

// The seq under which the event was kept before. Else remembers it as `seq`,
// for the next time.
std::optional<qint64> repeatedSeq(StoreContext &context, const AccountRow &account, const Event &event, qint64 seq,
                                  const QDateTime &now);

// Remembers an event of this daemon's own making.
void rememberOwn(StoreContext &context, const AccountRow &account, const Event &event, const QDateTime &now);

} // namespace WebJabber
