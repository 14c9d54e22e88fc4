// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <QByteArray>

namespace WebJabber {

// Hashes of a fixed size, because ids may have any length.

// A hash of the stanza id (XEP-0359); empty if the event has none.
QByteArray stanzaFingerprint(const Event &event);

// A hash of the sender, the sender's id and the content, because some clients reuse ids; empty if the event has no id.
// It includes the type, because receipts and markers carry the id of the message they refer to. It includes the
// direction and, for sent events, the recipient, because several clients of the account may use the same ids. `nth`
// counts from 0 the events for which all of this is the same.
QByteArray senderFingerprint(const Event &event, int nth);

// A hash of the same and the event's time.
QByteArray timedFingerprint(const Event &event);

} // namespace WebJabber
