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
    class Listener
    {
    public:
        virtual void handleReceived(const Event &event) = 0; // live
        virtual void handleArchived(const ArchivedStanza &stanza) = 0; // asked for or not
        virtual void handleChatState(const ChatState &chatState) = 0;
        virtual void handleBounce(const Bounce &bounce) = 0;

    protected:
        ~Listener() = default;
    };

    // The listener must outlive it.
    MessageIntake(const Jid &account, Listener &listener)
        : m_account(account)
        , m_listener(listener)
    {
    }

    bool handleStanza(const QDomElement &stanza) override;

private:
    void handleMessage(const QDomElement &message);

    Jid m_account;
    Listener &m_listener;
};

} // namespace WebJabber
