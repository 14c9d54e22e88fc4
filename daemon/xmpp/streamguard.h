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

// What happens to an element of an established stream.
//
// WORKAROUND (QXmpp 1.10): QXmpp ends the stream at each element that it does not recognize. Ends
// with a QXmpp that ignores them.
enum class Treatment {
    Take,
    Count, // it is a stanza, but not one that QXmpp accepts
    Drop,
};
Treatment treatmentOf(const QDomElement &element);

// Whether `from`, in the response to a request to one's own account or server, names the account or the
// server itself (RFC 6120, section 8.1.2.1). `self` is the bound JID.
bool isOwnServer(const QString &from, const Jid &self);

// WORKAROUND (QXmpp 1.10): QXmpp compares the sender of a response character by character with the bare JID to
// which a request without `to` was addressed. Removes a sender that isOwnServer() accepts but that is written
// differently; QXmpp accepts a response without a sender as the server's. Ends with a QXmpp that compares JIDs.
void simplifySender(QDomElement iq, const QString &bareJid, const QString &boundJid);

} // namespace WebJabber
