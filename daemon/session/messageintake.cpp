// SPDX-License-Identifier: GPL-3.0-or-later
#include "messageintake.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

bool MessageIntake::handleStanza(const QDomElement &stanza)
{
    if (stanza.isNull())
        return true; // a keep-alive, over which QXmpp would end the stream
    if (stanza.localName() == "message"_L1) {
        handleMessage(stanza);
        return true;
    }
    if (stanza.localName() == "presence"_L1) {
        if (const auto event = eventFromPresence(stanza, m_account, QDateTime::currentDateTimeUtc()))
            m_listener.handleReceived(*event);
    }
    return false;
}

void MessageIntake::handleMessage(const QDomElement &message)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const auto archivedStanza = archivedStanzaFrom(message, m_account, now))
        return m_listener.handleArchived(*archivedStanza);
    if (const auto event = eventFromCarbon(message, m_account, now))
        return m_listener.handleReceived(*event);
    if (const auto bounce = bounceFromMessage(message))
        return m_listener.handleBounce(*bounce);
    if (const auto chatState = chatStateFromMessage(message))
        m_listener.handleChatState(*chatState);
    if (const auto event = eventFromMessage(message, m_account, now))
        m_listener.handleReceived(*event);
}

} // namespace WebJabber
