// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/outgoing.h"
#include "shared/presence.h"

#include <QXmppIq.h>
#include <QXmppMessage.h>
#include <QXmppPresence.h>

namespace WebJabber {

// Builds the stanzas that a session sends. Pure.

// Returns a message, a marker or a receipt. The id of a message is also its origin-id (XEP-0359). A message
// requests a receipt (XEP-0184) and a marker (XEP-0333), unless it is sent to the account itself, or is a reaction or
// a retraction.
QXmppMessage outgoingStanza(const Outgoing &message);
// `state` is one of the states in ChatState (XEP-0085).
QXmppMessage chatStateStanza(const Jid &to, const QString &state);

// The account's own presence.
QXmppPresence presenceStanza(Show show, const QString &status);

// Requests copies of the messages that other clients of the account send and receive (XEP-0280).
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
