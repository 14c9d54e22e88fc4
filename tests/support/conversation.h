// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/sessionfixture.h"
#include "support/xmpppeer.h"

namespace WebJabber::Test {

// Base class of tests in which Romeo and Juliet use one real XMPP server: her session is ours, his client is
// independent. The test starts the server itself. The functions fail the test if what they wait for does not happen.
class Conversation
{
protected:
    // Juliet's next session has no state of an earlier one. It is not signed in.
    void makeJuliet(quint16 port, const QString &caFile);
    void signInPeer(quint16 port, const QString &caFile);
    // Call it before the server ends.
    void endConversation();

    // Romeo sends this many numbered messages.
    void send(int count);
    // Verifies that she has received everything that he sent, once and in order.
    void verifyAllReceivedOnce();
    // Returns when the server has handled everything that Romeo sent.
    void waitForServer();

    OutgoingState stateOf(const QString &id) const { return m_juliet->store.message(m_juliet->account, id).state; }
    int timesReceived(const QString &body) const { return int(m_peer->bodies().count(body)); } // by Romeo

    const Jid m_romeo = Jid::fromServer(QStringLiteral("romeo@localhost"));
    std::unique_ptr<SessionFixture> m_juliet;
    std::unique_ptr<XmppPeer> m_peer; // Romeo
    QStringList m_sent; // by Romeo
};

} // namespace WebJabber::Test
