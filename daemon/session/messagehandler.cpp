// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/messagehandler.h"

#include "session/ownspelling.h"

#include <QXmppClient.h>
#include <QXmppConfiguration.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

bool MessageHandler::handleStanza(const QDomElement &stanza)
{
    if (stanza.isNull())
        // WORKAROUND (QXmpp 1.10): QXmpp ends the stream over a whitespace keep-alive, which arrives as a null
        // element; ends with a version that ignores it.
        return true;
    if (stanza.localName() == "message"_L1) {
        if (const QString own = client()->configuration().jidBare(); own != m_account.toString())
            respellOwnJid(stanza, own, m_account);
        handleMessage(stanza);
        return true;
    }
    if (stanza.localName() == "presence"_L1) {
        if (const auto event = eventFromPresence(stanza, m_account, QDateTime::currentDateTimeUtc()))
            m_listener.handleReceived(*event);
        else
            m_listener.handleAvailability(stanza);
        return true;
    }
    if (stanza.localName() == "features"_L1)
        m_listener.handleFeatures(stanza);
    const QString type = stanza.attribute(u"type"_s);
    if (stanza.localName() != "iq"_L1 || type == "result"_L1 || type == "error"_L1)
        return false;
    m_listener.handleRequest(stanza);
    return true;
}

void MessageHandler::handleMessage(const QDomElement &message)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const auto archivedStanza = archivedStanzaFrom(message, m_account, now))
        return m_listener.handleArchived(*archivedStanza);
    if (const auto event = eventFromCarbon(message, m_account, now))
        return m_listener.handleReceived(*event);
    if (const auto carbon = carbonFromMessage(message, m_account))
        return handleCallSignal(carbon->message, carbon->direction, now);
    if (const auto bounce = bounceFromMessage(message, m_account))
        return m_listener.handleBounce(*bounce);
    if (const auto chatState = chatStateFromMessage(message))
        m_listener.handleChatState(*chatState);
    if (const auto event = eventFromMessage(message, m_account, now))
        m_listener.handleReceived(*event);
    else
        handleCallSignal(message, Direction::In, now);
}

void MessageHandler::handleCallSignal(const QDomElement &message, Direction direction, const QDateTime &now)
{
    if (const auto signal = callSignal(message, direction, m_account, now))
        m_listener.handleCallSignal(*signal);
}

} // namespace WebJabber
