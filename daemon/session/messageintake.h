// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <event.h>

#include <QXmppClientExtension.h>

namespace WebJabber {

// Takes message stanzas off a client before QXmpp builds its own message
// objects from them, which cost more than the text they carry.
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
    void received(const WebJabber::Event &event);

private:
    Jid m_account;
};

} // namespace WebJabber
