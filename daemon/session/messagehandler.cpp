// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/messagehandler.h"

#include "session/ownjid.h"

#include <QXmppClient.h>
#include <QXmppConfiguration.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

bool MessageHandler::handleStanza(const QDomElement &stanza)
{
    if (stanza.localName() != "message"_L1)
        return handleOther(stanza);
    if (const QString own = client()->configuration().jidBare(); own != m_account.toString())
        normalizeOwnJid(stanza, own, m_account);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const auto archivedStanza = archivedStanzaFrom(stanza, m_account, now)) {
        m_listener.handleArchived(*archivedStanza);
    } else if (const auto event = eventFromCarbon(stanza, m_account, now)) {
        m_listener.handleReceived(*event);
    } else if (const auto carbon = carbonFromMessage(stanza, m_account)) {
        handleCallSignal(carbon->message, carbon->direction, now);
    } else if (const auto bounce = bounceFromMessage(stanza, m_account)) {
        m_listener.handleBounce(*bounce);
    } else {
        if (const auto chatState = chatStateFromMessage(stanza))
            m_listener.handleChatState(*chatState);
        if (const auto received = eventFromMessage(stanza, m_account, now))
            m_listener.handleReceived(*received);
        else
            handleCallSignal(stanza, Direction::In, now);
    }
    return true;
}

bool MessageHandler::handleOther(const QDomElement &stanza)
{
    if (stanza.isNull())
        // WORKAROUND (QXmpp 1.10): QXmpp ends the stream over a whitespace keep-alive, which arrives as a null
        // element; ends with a version that ignores it.
        return true;
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

void MessageHandler::handleCallSignal(const QDomElement &message, Direction direction, const QDateTime &now)
{
    if (const auto signal = callSignal(message, direction, m_account, now))
        m_listener.handleCallSignal(*signal);
}

} // namespace WebJabber
