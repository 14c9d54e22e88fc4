// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDateTime>
#include <QDomElement>

namespace WebJabber {

// Returns the UTC time in an element's `stamp` (XEP-0082, or the older form of XEP-0091). It is invalid if
// the stamp is not a time, or is before the first year of XMPP.
QDateTime stampTime(const QDomElement &element);

// Returns the time since when the account's own server has delayed a stanza (XEP-0203, XEP-0091); invalid if
// the server states no delay. A <delay/> with another `from`, or without one, is ignored, as senders can
// write one. The earliest time counts if the stanza was delayed more than once.
QDateTime serverDelay(const QDomElement &stanza, const Jid &account);

// Whether the stanza states a delay, from any source.
bool hasDelay(const QDomElement &stanza);

} // namespace WebJabber
