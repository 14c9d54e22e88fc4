// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDateTime>
#include <QDomElement>

namespace WebJabber {

// The UTC time that an element's `stamp` names (XEP-0082, or XEP-0091's older
// form); invalid if it is no time or one before there was XMPP.
QDateTime stampTime(const QDomElement &element);

// Since when the account's own server kept a stanza back (XEP-0203, XEP-0091);
// invalid if it does not say so. What another `from` says, or none, is not
// believed: a sender can write a <delay/> itself. The earliest one counts, as a
// stanza can be kept back more than once.
QDateTime serverDelay(const QDomElement &stanza, const Jid &account);

// Whether anybody says that the stanza was kept back.
bool hasDelay(const QDomElement &stanza);

} // namespace WebJabber
