// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/outgoing.h"
#include "shared/presence.h"

#include <QXmppIq.h>
#include <QXmppMessage.h>
#include <QXmppPresence.h>

namespace WebJabber {

// The stanzas a session sends. Pure.

// A message, whose id is the stanza's and its origin-id (XEP-0359), and which
// asks for a receipt (XEP-0184) and a marker (XEP-0333); or a marker or a receipt.
QXmppMessage outgoingStanza(const Outgoing &message);
// `state` is one of those of ChatState (XEP-0085).
QXmppMessage chatStateStanza(const Jid &to, const QString &state);

// Our own presence.
QXmppPresence presenceStanza(Show show, const QString &status);

// Asks for copies of what other clients of the account send and get (XEP-0280).
class EnableCarbonsIq : public QXmppIq
{
public:
    EnableCarbonsIq()
        : QXmppIq(Set)
    {
    }

    void toXmlElementFromChild(QXmlStreamWriter *writer) const override;
};

} // namespace WebJabber
