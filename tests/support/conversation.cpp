// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversation.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto arrivalDeadline = 60s;

void Conversation::makeJuliet(quint16 port, const QString &caFile)
{
    m_juliet = std::make_unique<SessionFixture>(u"juliet"_s, port, caFile);
}

void Conversation::signInPeer(quint16 port, const QString &caFile)
{
    m_peer = std::make_unique<XmppPeer>(port, caFile);
    QVERIFY2(m_peer->signIn(u"romeo"_s, u"demo"_s), qPrintable(m_peer->error()));
}

void Conversation::endConversation()
{
    m_juliet.reset();
    m_peer.reset();
    m_sent.clear();
}

void Conversation::send(int count)
{
    for (int i = 0; i < count; ++i) {
        m_sent += u"message %1"_s.arg(m_sent.size());
        m_peer->sendMessage(u"juliet@localhost"_s, m_sent.last());
    }
}

// When the last message has arrived, an earlier one has arrived too or is lost.
void Conversation::verifyAllReceivedOnce()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_juliet->received().size(), m_sent.size(), arrivalDeadline);
    send(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_juliet->received().value(m_sent.size() - 1), m_sent.last(), arrivalDeadline);
    QCOMPARE(m_juliet->received(), m_sent);
}

void Conversation::waitForServer()
{
    const QString fence = u"fence %1"_s.arg(m_peer->bodies().size());
    m_peer->sendMessage(u"romeo@localhost"_s, fence);
    QTRY_VERIFY(m_peer->bodies().contains(fence));
}

} // namespace WebJabber::Test
