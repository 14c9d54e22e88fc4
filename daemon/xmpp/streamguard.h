// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/problem.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// What has to be known about an element of a stream before QXmpp gets it. Pure.
// Names count only with their namespace.

// A message, presence or iq of the stream's content namespace (RFC 6120,
// section 8). Only these are counted by stream management (XEP-0198).
bool isStanza(const QDomElement &element);

// Whether the server counts stanzas anew from here on: <enabled/>, directly or
// within the success of SASL2 (XEP-0388) with Bind 2 (XEP-0386).
bool beginsManagement(const QDomElement &element);

// Removes each `location` (XEP-0198, section 3) from an element of stream
// management or SASL2: QXmpp would connect to any host that a server names there.
void forgetLocations(const QDomElement &element);

// The problem that a stream error reports; nothing if the element is none.
std::optional<Problem> streamError(const QDomElement &element);

// What becomes of an element of an established stream. QXmpp ends the stream
// over each element it does not know.
enum class Treatment {
    Take,
    Count, // it is a stanza, but none that QXmpp can take
    Drop,
};
Treatment treatmentOf(const QDomElement &element);

// Whether the `from` of an answer to a request to one's own account or server
// names the account or the server itself (RFC 6120, section 8.1.2.1). `self` is
// the bound JID.
bool isOwnServer(const QString &from, const Jid &self);

// QXmpp compares the sender of an answer letter by letter with the bare JID that
// a request without `to` was for. Removes a sender that isOwnServer() but is
// written otherwise; without one QXmpp takes the answer for the server's.
void simplifySender(QDomElement iq, const QString &bareJid, const QString &boundJid);

} // namespace WebJabber
