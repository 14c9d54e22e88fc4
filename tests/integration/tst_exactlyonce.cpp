// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversation.h"
#include "support/prosody.h"
#include "support/tcpproxy.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// Whatever the network and the server do, sent messages arrive once and in order. Juliet's session is ours, Romeo's
// client is independent.
class tst_ExactlyOnce : public QObject, private Conversation
{
    Q_OBJECT

private:
    std::unique_ptr<Prosody> m_prosody;
    std::unique_ptr<TcpProxy> m_proxy; // between Juliet and the server

    void startServer()
    {
        QVERIFY2(m_prosody->start(), m_prosody->logTail().constData());
        signInPeer(m_prosody->port(), m_prosody->caFile());
    }

    // Waits until a random number of bytes has come from the server.
    void waitSomewhere()
    {
        const qint64 bytes = m_proxy->bytesDown() + QRandomGenerator::global()->bounded(12'000);
        (void)QTest::qWaitFor([&] { return m_proxy->bytesDown() >= bytes; }, 300ms);
    }

    void cutSomewhere()
    {
        waitSomewhere();
        m_proxy->cut();
        QTRY_VERIFY(!m_juliet->isOnline());
    }

    void restartServer()
    {
        m_prosody->kill();
        m_proxy->cut();
        m_peer.reset();
        startServer();
    }

    QStringList outgoingBodies() const { return m_juliet->store.bodies(m_juliet->account, Direction::Out); }

private Q_SLOTS:
    void init()
    {
        m_prosody = std::make_unique<Prosody>();
        m_prosody->addAccount(u"romeo"_s, u"demo"_s);
        m_prosody->addAccount(u"juliet"_s, u"demo"_s);
        m_prosody->subscribeMutually(u"romeo"_s, u"juliet"_s);
        startServer();
        m_proxy = std::make_unique<TcpProxy>(m_prosody->port());
        makeJuliet(m_proxy->port(), m_prosody->caFile());
    }

    void cleanup()
    {
        endConversation();
        m_proxy.reset();
        m_prosody.reset();
    }

    void firstSignInFetchesNoHistory()
    {
        XmppPeer elsewhere(m_prosody->port(), m_prosody->caFile());
        QVERIFY(elsewhere.signIn(u"juliet"_s, u"demo"_s));
        send(5);
        QTRY_COMPARE(elsewhere.bodies(), m_sent);
        QVERIFY(elsewhere.signOut());
        m_sent.clear();
        QVERIFY(m_juliet->signIn());
        verifyAllReceivedOnce();
        QVERIFY(!m_juliet->store.archiveId(m_juliet->account).isEmpty());
    }

    // The server appends its id after the text.
    void skippedMessageHasTheServersId()
    {
        m_juliet->settings.maxStanzaBytes = 16 * 1024;
        QVERIFY(m_juliet->signIn());
        m_peer->sendMessage(u"juliet@localhost"_s, QString(24 * 1024, u'x'));
        QTRY_COMPARE(m_juliet->store.events(m_juliet->account).size(), 1);
        const Event event = m_juliet->store.events(m_juliet->account).first();
        QVERIFY(event.content.contains("left_out"));
        QVERIFY(!event.stanzaId.isEmpty());
        QVERIFY(!event.delayed);
    }

    // If the archive was empty at the first sign-in, it still counts as read.
    void messagesAfterFirstSignInWithEmptyArchiveAreFetched()
    {
        QVERIFY(m_juliet->signIn());
        QTRY_VERIFY(!m_juliet->store.archiveId(m_juliet->account).isEmpty());
        m_juliet->kill();
        send(3);
        QVERIFY(m_juliet->restore());
        verifyAllReceivedOnce();
    }

    void catchesUpOverSeveralPages()
    {
        QVERIFY(m_juliet->signIn());
        send(3);
        verifyAllReceivedOnce();
        m_juliet->kill();
        send(320);
        QVERIFY(m_juliet->restore());
        send(20); // while the archive is read
        verifyAllReceivedOnce();
    }

    void liveMessagesOverTheLimitAreReadFromTheArchive()
    {
        QVERIFY(m_juliet->signIn());
        send(1);
        verifyAllReceivedOnce();
        m_juliet->kill();
        send(60);
        m_juliet->store.setHeld(true);
        QVERIFY(m_juliet->restore());
        QTRY_VERIFY(m_juliet->store.waiting() > 0); // the first page is being committed
        send(2 * ArchiveSync::maxHeld);
        m_juliet->store.setHeld(false);
        verifyAllReceivedOnce();
    }

    void cutStreamLosesAndRepeatsNothing()
    {
        QVERIFY(m_juliet->signIn());
        for (int i = 0; i < 25; ++i) {
            send(30);
            cutSomewhere();
            QTRY_VERIFY_WITH_TIMEOUT(m_juliet->isOnline(), 30s);
        }
        verifyAllReceivedOnce();
    }

    void killedSessionLosesAndRepeatsNothing()
    {
        QVERIFY(m_juliet->signIn());
        QTRY_VERIFY(!m_juliet->store.archiveId(m_juliet->account).isEmpty());
        for (int i = 0; i < 15; ++i) {
            send(30);
            waitSomewhere();
            m_juliet->kill();
            if (i % 3 == 0)
                send(10);
            QVERIFY(m_juliet->restore());
        }
        verifyAllReceivedOnce();
    }

    void killedServerLosesAndRepeatsNothing()
    {
        QVERIFY(m_juliet->signIn());
        QTRY_VERIFY(!m_juliet->store.archiveId(m_juliet->account).isEmpty());
        for (int i = 0; i < 3; ++i) {
            send(20);
            m_proxy->setStalled(true);
            send(20);
            waitForServer();
            restartServer();
            m_proxy->setStalled(false);
            QTRY_VERIFY_WITH_TIMEOUT(m_juliet->isOnline(), 30s);
            verifyAllReceivedOnce();
        }
    }

    void messagesQueuedOfflineAreSentInOrder()
    {
        QVERIFY(m_juliet->signIn());
        m_proxy->setRefusing(true);
        m_proxy->cut();
        QTRY_VERIFY(!m_juliet->isOnline());
        QStringList bodies;
        for (int i = 0; i < 30; ++i) {
            bodies += u"queued %1"_s.arg(i);
            m_juliet->enqueue(u"q%1"_s.arg(i), m_romeo, bodies.last());
        }
        m_proxy->setRefusing(false);
        QTRY_COMPARE_WITH_TIMEOUT(m_peer->bodies().size(), bodies.size(), 30s);
        QCOMPARE(m_peer->bodies(), bodies);
        QTRY_COMPARE(stateOf(u"q29"_s), OutgoingState::Sent);
        QCOMPARE(outgoingBodies(), bodies);
    }

    // The server has the messages, but their acknowledgement is lost. A server that was killed may have been processing
    // the last one, so that one is sent again, recognizable by its id.
    void messageWithLostAckIsNotResent_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("stream resumed") << u"cut"_s;
        QTest::newRow("daemon killed") << u"kill"_s;
        QTest::newRow("server killed") << u"server"_s;
    }
    void messageWithLostAckIsNotResent()
    {
        QFETCH(QString, what);
        QVERIFY(m_juliet->signIn());
        send(1);
        verifyAllReceivedOnce();
        m_juliet->enqueue(u"m1"_s, m_romeo, u"first"_s);
        QTRY_COMPARE(stateOf(u"m1"_s), OutgoingState::Sent);
        QTRY_COMPARE(timesReceived(u"first"_s), 1);

        m_proxy->setStalled(true);
        m_juliet->enqueue(u"m2"_s, m_romeo, u"second"_s);
        m_juliet->enqueue(u"last"_s, m_romeo, u"last"_s);
        QTRY_COMPARE(timesReceived(u"second"_s), 1);
        QTRY_COMPARE(timesReceived(u"last"_s), 1);
        QCOMPARE(stateOf(u"m2"_s), OutgoingState::Queued);
        if (what == "cut"_L1)
            m_proxy->cut();
        else if (what == "kill"_L1)
            m_juliet->kill();
        else
            restartServer();
        m_juliet->enqueue(u"m3"_s, m_romeo, u"third"_s);
        m_proxy->setStalled(false);
        if (what == "kill"_L1)
            QVERIFY(m_juliet->restore());

        QTRY_COMPARE_WITH_TIMEOUT(timesReceived(u"third"_s), 1, 30s);
        QCOMPARE(timesReceived(u"second"_s), what == "server"_L1 ? 0 : 1); // a new client after the restart
        QCOMPARE(timesReceived(u"last"_s), 1);
        const auto last = std::ranges::find(m_peer->messages(), u"last"_s, &QXmppMessage::body);
        QCOMPARE(last->originId(), u"last"_s);
        QTRY_COMPARE(stateOf(u"m2"_s), OutgoingState::Sent);
        QTRY_COMPARE(stateOf(u"last"_s), OutgoingState::Sent);
        QTRY_COMPARE(stateOf(u"m3"_s), OutgoingState::Sent);
        QCOMPARE(outgoingBodies(), (QStringList{u"first"_s, u"second"_s, u"last"_s, u"third"_s}));
    }

    // The server did not get the message, which the client can only find out by querying the archive.
    void lostMessageIsResent_data()
    {
        QTest::addColumn<bool>("isKilled");
        QTest::newRow("stream resumed") << false;
        QTest::newRow("daemon killed") << true;
    }
    void lostMessageIsResent()
    {
        QFETCH(bool, isKilled);
        QVERIFY(m_juliet->signIn());
        send(1);
        verifyAllReceivedOnce();
        m_proxy->setStalledUpwards(true);
        m_juliet->enqueue(u"m1"_s, m_romeo, u"first"_s);
        m_juliet->enqueue(u"m2"_s, m_romeo, u"second"_s);
        if (isKilled)
            m_juliet->kill();
        m_proxy->cut();
        m_proxy->setStalledUpwards(false);
        if (isKilled)
            QVERIFY(m_juliet->restore());
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"m2"_s), OutgoingState::Sent, 30s);
        QTRY_COMPARE(m_peer->bodies(), (QStringList{u"first"_s, u"second"_s}));
    }

    // A suspended server is disconnected after a ping timeout; nothing that it has received by then is sent twice.
    void suspendedServerGetsNoDuplicates_data()
    {
        QTest::addColumn<bool>("hasArchive");
        QTest::newRow("archive") << true;
        QTest::newRow("no archive") << false;
    }
    void suspendedServerGetsNoDuplicates()
    {
        QFETCH(bool, hasArchive);
        if (!hasArchive) {
            m_prosody->setExtraConfig("VirtualHost \"localhost\"\nmodules_disabled = { \"mam\" }\n");
            restartServer();
        }
        m_juliet->settings.pingInterval = 3s;
        m_juliet->settings.pingTimeout = 2s;
        m_juliet->settings.loginTimeout = 5s;
        QVERIFY(m_juliet->signIn());
        m_prosody->suspend();
        QStringList bodies;
        for (int i = 0; i < 3; ++i) {
            bodies += u"frozen %1"_s.arg(i);
            m_juliet->enqueue(u"f%1"_s.arg(i), m_romeo, bodies.last());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!m_juliet->isOnline(), 20s);
        m_prosody->resume();
        QTRY_VERIFY_WITH_TIMEOUT(m_juliet->isOnline(), 30s);
        m_juliet->enqueue(u"last"_s, m_romeo, u"last"_s);
        bodies += u"last"_s;
        QTRY_COMPARE_WITH_TIMEOUT(timesReceived(u"last"_s), 1, 30s);
        QCOMPARE(m_peer->bodies(), bodies);
        QTRY_COMPARE(stateOf(u"last"_s), OutgoingState::Sent);
    }

    // Messages that wait at the first sign-in are not lost, and those that another client has read are not delivered.
    void offlineMessagesArriveAtFirstSignIn()
    {
        send(3);
        waitForServer();
        QVERIFY(m_juliet->signIn());
        verifyAllReceivedOnce();
    }

    void carbonsOfOtherClientsAreStored()
    {
        XmppPeer elsewhere(m_prosody->port(), m_prosody->caFile());
        QVERIFY(m_juliet->signIn());
        QVERIFY(elsewhere.signIn(u"juliet"_s, u"demo"_s, u"elsewhere"_s));
        m_peer->sendMessage(u"juliet@localhost/elsewhere"_s, u"for elsewhere"_s);
        QTRY_COMPARE(m_juliet->received(), QStringList(u"for elsewhere"_s));
        elsewhere.sendMessage(u"romeo@localhost"_s, u"from elsewhere"_s);
        QTRY_COMPARE(outgoingBodies(), QStringList(u"from elsewhere"_s));
        // The archive returns both again, with its own ids.
        m_juliet->kill();
        send(1);
        QVERIFY(m_juliet->restore());
        QTRY_COMPARE(m_juliet->received(), (QStringList{u"for elsewhere"_s, m_sent.last()}));
        QCOMPARE(outgoingBodies(), QStringList(u"from elsewhere"_s));
    }

    void forgedCopiesAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("wrapper");
        const QByteArray forwarded = "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                                     "from='lawrence@localhost' to='juliet@localhost' type='chat' id='f1'>"
                                     "<body>forged</body></message></forwarded>";
        QTest::newRow("carbon received") << "<received xmlns='urn:xmpp:carbons:2'>" + forwarded + "</received>";
        QTest::newRow("carbon sent") << "<sent xmlns='urn:xmpp:carbons:2'>" + forwarded + "</sent>";
        QTest::newRow("archive") << "<result xmlns='urn:xmpp:mam:2' id='x' queryid='y'>" + forwarded + "</result>";
    }
    void forgedCopiesAreIgnored()
    {
        QFETCH(QByteArray, wrapper);
        QVERIFY(m_juliet->signIn());
        m_peer->sendRaw("<message to='juliet@localhost' type='chat' id='forgery'>" + wrapper + "</message>");
        verifyAllReceivedOnce();
        QCOMPARE(outgoingBodies(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_ExactlyOnce)
#include "tst_exactlyonce.moc"
