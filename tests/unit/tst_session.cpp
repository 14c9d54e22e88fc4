// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static QByteArray message(int number, const QByteArray &more = {})
{
    const QByteArray n = QByteArray::number(number);
    return "<message from='romeo@localhost/x' to='juliet@localhost' type='chat' id='m" + n + "'><body>" + n + "</body>"
        + more + "</message>";
}

static const QByteArray request = "<r xmlns='urn:xmpp:sm:3'/>";

// What a session sends to the server, and when.
class tst_Session : public QObject
{
    Q_OBJECT

private:
    const Jid m_romeo = Jid::fromServer(u"romeo@localhost"_s);
    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;

    void startSession(bool managesStreams = true)
    {
        m_server = std::make_unique<FakeXmppServer>();
        if (managesStreams)
            m_server->manageStreams();
        m_server->login(u"demo"_s, "juliet@localhost/fake").answerQueries();
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
    }

    void signIn()
    {
        QVERIFY(m_fixture->signIn());
        QTRY_VERIFY(!m_fixture->store.archiveId(m_fixture->account).isEmpty());
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
    }

    // Returns when the server has received everything that the session wrote before.
    void waitForServer()
    {
        static int number = 0;
        const QByteArray fence = "fence" + QByteArray::number(++number);
        QVERIFY(
            m_fixture->session->sendChatState(Jid::fromServer(QString::fromLatin1(fence + "@localhost")), u"gone"_s));
        QTRY_VERIFY(m_server->clearBytes().contains(fence));
    }

    // The last count of stanzas that was acknowledged; -1 if there was none.
    int acknowledged() const
    {
        const QByteArray bytes = m_server->clearBytes();
        const qsizetype at = bytes.lastIndexOf("<a xmlns=\"urn:xmpp:sm:3\" h=\"");
        return at < 0 ? -1 : bytes.sliced(at + 28, bytes.indexOf('"', at + 28) - at - 28).toInt();
    }

private Q_SLOTS:
    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    void acknowledgesOnlyWhatIsCommitted()
    {
        startSession();
        signIn();
        m_server->write(request);
        QTRY_VERIFY(acknowledged() >= 0);
        const int before = acknowledged();

        m_fixture->store.setHeld(true);
        m_server->write(message(1) + message(2) + request + message(3) + request);
        QTRY_VERIFY(m_fixture->store.waiting() > 0);
        waitForServer();
        QCOMPARE(acknowledged(), before);
        m_fixture->store.setHeld(false);
        QTRY_COMPARE(acknowledged(), before + 3);
        QCOMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    }

    void retriesUntilTheStoreAccepts()
    {
        startSession();
        signIn();
        m_fixture->store.setFailing(true);
        for (int i = 1; i <= 5; ++i)
            m_server->write(message(i));
        m_server->write(request);
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
        waitForServer();
        const int before = acknowledged();
        m_fixture->store.setFailing(false);
        QTRY_VERIFY_WITH_TIMEOUT(acknowledged() >= 5, 10s);
        QVERIFY(before < 5);
        QCOMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    }

    // A flood that cannot be stored stays in the network, not in memory.
    void pausesReadingWhileTheStoreLags_data()
    {
        QTest::addColumn<bool>("managesStreams");
        QTest::newRow("stream management") << true;
        QTest::newRow("none") << false;
    }
    void pausesReadingWhileTheStoreLags()
    {
        QFETCH(bool, managesStreams);
        constexpr int count = 4'000; // about 16 MB, more than the sockets' buffers take
        startSession(managesStreams);
        signIn();
        m_fixture->store.setHeld(true);
        QStringList sent;
        QByteArray flood;
        for (int i = 0; i < count; ++i) {
            sent += QString::number(i);
            flood += message(i, "<x xmlns='y'>" + QByteArray(4'000, 'x') + "</x>");
        }
        m_server->write(flood);
        QTRY_VERIFY(m_server->bytesToWrite() < flood.size() / 2 || m_fixture->store.waiting() > 0);
        waitForServer();
        QVERIFY(m_server->bytesToWrite() > 0);
        m_fixture->store.setHeld(false);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->received().size(), count, 60s);
        QCOMPARE(m_fixture->received(), sent);
    }

    // Bytes that were read ahead are processed before more are read, however often the store pauses reading.
    void pausesDoNotIncreaseReadAhead()
    {
        constexpr int count = 8'000; // about 32 MB, of which the sockets' buffers take less than half
        startSession();
        signIn();
        QByteArray flood;
        for (int i = 0; i < count; ++i)
            flood += message(i, "<x xmlns='y'>" + QByteArray(4'000, 'x') + "</x>") + request;
        m_server->write(flood);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->received().size() >= count / 8, 60s);
        const qsizetype kept = m_fixture->received().size() * (flood.size() / count);
        const qsizetype ahead = flood.size() - m_server->bytesToWrite() - kept;
        QVERIFY2(ahead < flood.size() / 2, QByteArray::number(ahead).constData());
    }

    // A burst takes several turns; without stream management its rest is never sent again.
    void endOfConnectionDoesNotTruncateABurst()
    {
        constexpr int count = 200; // fewer than may wait for the store
        startSession(false);
        signIn();
        QStringList sent;
        QByteArray burst;
        for (int i = 0; i < count; ++i) {
            sent += QString::number(i);
            burst += message(i);
        }
        m_server->write(burst);
        m_server->closeConnection();
        QTRY_COMPARE(m_fixture->received(), sent);
    }

    // QXmpp gets no answers while reading is paused, and for that reason only.
    void waitingForTheStoreIsNoPingTimeout()
    {
        startSession();
        m_fixture->settings.pingInterval = 2s;
        m_fixture->settings.pingTimeout = 1s;
        m_server->answerPings();
        signIn();
        m_fixture->store.setHeld(true);
        m_server->write(message(1) + request);
        QTRY_VERIFY(m_fixture->store.waiting() > 0);
        m_server->answerPings(false);
        const auto pings = [this] { return m_server->clearBytes().count("<r xmlns"); };
        const auto before = pings();
        QTRY_VERIFY_WITH_TIMEOUT(pings() >= before + 4, 20s);
        QVERIFY(m_server->isConnected());
        m_server->answerPings();
        m_fixture->store.setHeld(false);
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        QCOMPARE(m_server->connectionCount(), 1);
    }

    // QXmpp alone would discard the stream, and messages in transit would be sent twice.
    void aPingTimeoutResumesTheStream()
    {
        m_server = std::make_unique<FakeXmppServer>();
        m_server->manageStreams().resumeStreams().login(u"demo"_s, "juliet@localhost/fake").answerQueries();
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
        m_fixture->settings.pingInterval = 2s;
        m_fixture->settings.pingTimeout = 1s;
        signIn();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->clearBytes().contains("<resume "), 20s);
        QTRY_VERIFY(m_fixture->isOnline());
        QCOMPARE(m_server->clearBytes().count("<enable xmlns=\"urn:xmpp:sm:3\""), 1); // excluding the one of carbons
    }

    void keepAliveHasNoEffect()
    {
        startSession();
        signIn();
        m_server->write(" ");
        m_server->write(message(1));
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        m_server->write("\n");
        m_server->write(message(2));
        QTRY_COMPARE(m_fixture->received().size(), 2);
        QCOMPARE(m_server->connectionCount(), 1);
    }

    // The count that a stream is resumed with acknowledges stanzas.
    void connectsAgainOnlyWhenAllIsCommitted()
    {
        startSession();
        signIn();
        m_fixture->store.setHeld(true);
        m_server->write(message(1));
        QTRY_VERIFY(m_fixture->store.waiting() > 0);
        m_server->closeConnection();
        QVERIFY(m_fixture->waitUntilOffline());
        QTRY_COMPARE(m_fixture->session->state(), SessionState::Connecting);
        QCOMPARE(m_server->connectionCount(), 1);
        m_fixture->store.setHeld(false);
        QTRY_COMPARE(m_server->connectionCount(), 2);
        QCOMPARE(m_fixture->received(), QStringList(u"1"_s));
    }

    void continuesWithoutAnArchive()
    {
        startSession();
        m_server->refuseQueries("service-unavailable");
        QVERIFY(m_fixture->signIn());
        m_fixture->enqueue(u"m1"_s, m_romeo, u"to romeo"_s);
        QTRY_VERIFY(m_server->clearBytes().contains("to romeo"));
        m_server->write(message(1, "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@localhost' id='s1'/>"));
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        QCOMPARE(m_fixture->store.archiveId(m_fixture->account), QString());
    }

    void savesTheArchivePositionRarely()
    {
        startSession();
        m_server->announce({"urn:xmpp:mam:2", "urn:xmpp:sid:0"});
        signIn();
        const int before = m_fixture->store.archiveSaves();
        for (int i = 0; i < 200; ++i)
            m_server->write(message(
                i, "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@localhost' id='s" + QByteArray::number(i) + "'/>"));
        QTRY_COMPARE(m_fixture->received().size(), 200);
        QTRY_VERIFY(m_fixture->store.archiveId(m_fixture->account).endsWith(u" s199"_s));
        QVERIFY(m_fixture->store.archiveSaves() - before <= 5);
    }

    void bounceOfUnacknowledgedMessageIsAFailure_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("isBelieved");
        QTest::newRow("the recipient") << QByteArray("romeo@localhost") << true;
        QTest::newRow("another") << QByteArray("tybalt@localhost") << false;
    }
    void bounceOfUnacknowledgedMessageIsAFailure()
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, isBelieved);
        startSession();
        signIn();
        m_fixture->enqueue(u"out1"_s, m_romeo, u"to romeo"_s);
        QTRY_VERIFY(m_server->clearBytes().contains("to romeo"));
        m_server->write("<message type='error' id='out1' to='juliet@localhost/fake' from='" + from
                        + "'><error type='cancel'/></message>" + message(1));
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        if (isBelieved) {
            const auto outgoing = [this] { return m_fixture->store.message(m_fixture->account, u"out1"_s); };
            QTRY_COMPARE(outgoing().state, OutgoingState::Failed);
            QCOMPARE(outgoing().problem, u"xmpp-error"_s);
            QCOMPARE(outgoing().condition, u"undefined-condition"_s);
        } else {
            QTRY_COMPARE(m_fixture->store.waiting(), 0);
            QCOMPARE(m_fixture->store.message(m_fixture->account, u"out1"_s).state, OutgoingState::Queued);
        }
    }

    void pendingSubscriptionRequestIsReportedOnce()
    {
        startSession();
        signIn();
        const QByteArray subscribe = "<presence type='subscribe' from='romeo@localhost' to='juliet@localhost'/>";
        const auto events = [this] { return m_fixture->store.events(m_fixture->account); };
        m_server->write(subscribe);
        QTRY_COMPARE(events().size(), 1);
        QCOMPARE(events().first().type, EventType::Subscription);
        QCOMPARE(events().first().body, u"subscribe"_s);
        m_server->write(subscribe + message(1));
        QTRY_COMPARE(m_fixture->received().size(), 1);
        QCOMPARE(events().size(), 2);
        // Once it has been answered, the next request is a new one.
        (void)m_fixture->session->changeSubscription(m_romeo, SubscriptionAction::Deny);
        m_server->write(subscribe);
        QTRY_COMPARE(events().size(), 3);
    }

    void chatStatesAreForwarded()
    {
        startSession();
        signIn();
        m_server->write("<message from='romeo@localhost/x' type='chat'>"
                        "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        QTRY_COMPARE(m_fixture->chatStates.size(), 1);
        QCOMPARE(m_fixture->chatStates.first().contact, m_romeo);
        QCOMPARE(m_fixture->chatStates.first().state, u"composing"_s);
        QCOMPARE(m_fixture->store.events(m_fixture->account).size(), 0);
        QVERIFY(m_fixture->session->sendChatState(m_romeo, u"paused"_s));
        QTRY_VERIFY(m_server->clearBytes().contains("<paused xmlns=\"http://jabber.org/protocol/chatstates\""));
    }

    void requestsFailWhileOffline()
    {
        startSession();
        signIn();
        m_server.reset();
        QVERIFY(m_fixture->waitUntilOffline());
        Session &session = *m_fixture->session;
        for (const auto &answer : {session.setContact(m_romeo, {}, {}), session.removeContact(m_romeo),
                                   session.changeSubscription(m_romeo, SubscriptionAction::Request)}) {
            QVERIFY(answer.isFinished());
            QCOMPARE(answer.result().error().code, ProblemCode::XmppUnreachable);
        }
        QCOMPARE(session.sendChatState(m_romeo, u"gone"_s).error().code, ProblemCode::XmppUnreachable);
    }

    void presenceSurvivesReconnects()
    {
        startSession(false); // no stream to resume
        signIn();
        m_fixture->session->setPresence(Show::Dnd, u"rehearsing"_s);
        const auto count = [this] { return m_server->clearBytes().count("<show>dnd</show>"); };
        QTRY_COMPARE(count(), 1);
        m_server->closeConnection();
        QTRY_COMPARE(count(), 2);
        QVERIFY(m_server->clearBytes().contains("rehearsing"));
    }
};

QTEST_GUILESS_MAIN(tst_Session)
#include "tst_session.moc"
