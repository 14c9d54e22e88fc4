// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <QByteArray>

namespace WebJabber {

// Hashes of a fixed size, as ids are whatever their senders like.

// Of the stanza id; empty where the event has none.
QByteArray stanzaFingerprint(const Event &event);

// Of the sender, the sender's id and the content (some clients use their ids
// again); empty if the event has no id. A receipt and a marker carry the id of
// the message they are about, and several clients of the account number their
// messages on their own: so the type, the direction and (of what the account
// sent) the recipient are part of it. `nth` counts, from 0, those that have all
// of this in common.
QByteArray senderFingerprint(const Event &event, int nth);

// Of the same and the event's time.
QByteArray timedFingerprint(const Event &event);

} // namespace WebJabber
