// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/stanzacodec.h"

#include <QXmppClientExtension.h>

namespace WebJabber {

// Handles stanzas before QXmpp does. QXmpp would build objects from them that cost more memory than the text they
// carry, and would store or answer some of them itself.
class MessageHandler : public QXmppClientExtension
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        virtual void handleReceived(const Event &event) = 0; // live
        virtual void handleArchived(const ArchivedStanza &stanza) = 0; // solicited or not
        virtual void handleChatState(const ChatState &chatState) = 0;
        virtual void handleBounce(const Bounce &bounce) = 0;
        virtual void handleAvailability(const QDomElement &presence) = 0; // not about a subscription
        virtual void handleRequest(const QDomElement &iq) = 0; // neither a result nor an error
        virtual void handleFeatures(const QDomElement &features) = 0; // <stream:features/>
        virtual void handleCallSignal(const CallSignal &signal) = 0;

    protected:
        ~Listener() = default;
    };

    // The listener must outlive the handler.
    MessageHandler(const Jid &account, Listener &listener)
        : m_account(account)
        , m_listener(listener)
    {
    }

    bool handleStanza(const QDomElement &stanza) override;

private:
    bool handleOther(const QDomElement &stanza);
    void handleCallSignal(const QDomElement &message, Direction direction, const QDateTime &now);

    Jid m_account;
    Listener &m_listener;
};

} // namespace WebJabber
