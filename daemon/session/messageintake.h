// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanzacodec.h"

#include <QXmppClientExtension.h>

namespace WebJabber {

// Takes message stanzas off a client before QXmpp builds its own message
// objects from them, which cost more than the text they carry, and overhears
// presence stanzas about subscriptions.
class MessageIntake : public QXmppClientExtension
{
    Q_OBJECT

public:
    explicit MessageIntake(const Jid &account)
        : m_account(account)
    {
    }

    bool handleStanza(const QDomElement &stanza) override;

Q_SIGNALS:
    void received(const WebJabber::Event &event); // live
    void archived(const WebJabber::ArchivedStanza &stanza); // asked for or not
    void chatStateReceived(const WebJabber::ChatState &chatState);
    void bounced(const WebJabber::Bounce &bounce);

private:
    void handleMessage(const QDomElement &message);

    Jid m_account;
};

} // namespace WebJabber
