// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/problem.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// Checks of the elements of a stream, before QXmpp receives them. Pure. A name matches only with its namespace.

// Whether the element is a message, presence or iq of the stream's content namespace (RFC 6120, section 8).
// Stream management counts only these (XEP-0198).
bool isStanza(const QDomElement &element);

// Whether the server restarts its count of stanzas at this element: <enabled/>, directly or within the
// success of SASL2 (XEP-0388) with Bind 2 (XEP-0386).
bool beginsManagement(const QDomElement &element);

// WORKAROUND (QXmpp 1.10): removes each `location` (XEP-0198, section 3) from an element of stream management or
// SASL2, as QXmpp would connect to any host that a server names there. Ends with a QXmpp that can ignore it.
void forgetLocations(const QDomElement &element);

// Returns the problem that a stream error reports, or nullopt if the element is not a stream error.
std::optional<Problem> streamError(const QDomElement &element);

// WORKAROUND (QXmpp 1.10): QXmpp would connect to any host that the server names in a stream error. Returns the
// problem with which such a stream ends, or nullopt if the element is not such an error. Ends with a QXmpp that can
// ignore it.
std::optional<Problem> referral(const QDomElement &element);

// WORKAROUND (QXmpp 1.10): QXmpp ends the stream at a stanza that it does not recognize: an iq without one of the types
// of RFC 6120, section 8.2.3. Returns whether it accepts the stanza. Ends with a QXmpp that ignores the others.
bool isUsable(const QDomElement &stanza);

// Whether `from`, in the response to a request to one's own account or server, names the account or the
// server itself (RFC 6120, section 8.1.2.1). `self` is the bound JID.
bool isOwnServer(const QString &from, const Jid &self);

// WORKAROUND (QXmpp 1.10): QXmpp compares the sender of a response character by character with the bare JID to
// which a request without `to` was addressed. Removes a sender that isOwnServer() accepts but that is written
// differently; QXmpp accepts a response without a sender as the server's. Ends with a QXmpp that compares JIDs.
void normalizeSender(QDomElement iq, const QString &bareJid, const QString &boundJid);

} // namespace WebJabber
