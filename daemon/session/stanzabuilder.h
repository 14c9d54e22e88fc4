// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <presence.h>
#include <storedtypes.h>

#include <QXmppIq.h>
#include <QXmppMessage.h>
#include <QXmppPresence.h>

namespace WebJabber {

// The stanzas a session sends. Pure.

// A message of somebody's; its id is the stanza's and its origin-id (XEP-0359).
QXmppMessage messageStanza(const Outgoing &message);
// `state` is one of those of ChatState (XEP-0085).
QXmppMessage chatStateStanza(const Jid &to, const QString &state);
// Tells that the message with this id was displayed (XEP-0333).
QXmppMessage markerStanza(const Jid &to, const QString &id);

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
