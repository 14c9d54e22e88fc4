// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversation.h"
#include "support/ejabberd.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// Sessions on a real ejabberd with Debian's default configuration. Juliet's session is ours, Romeo's client is
// independent.
class tst_Ejabberd : public QObject, private Conversation
{
    Q_OBJECT

private:
    static constexpr auto archiveModule = "  mod_mam:\n    default: always\n";

    std::unique_ptr<Ejabberd> m_server;

    void startServer()
    {
        QVERIFY2(m_server->start(), m_server->logTail().constData());
        m_server->addAccount(u"romeo"_s, u"demo"_s);
        m_server->addAccount(u"juliet"_s, u"demo"_s);
        m_server->subscribeMutually(u"romeo"_s, u"juliet"_s);
        signInPeer();
        newJuliet();
    }

    void startServerWithArchive()
    {
        m_peer.reset();
        m_server = std::make_unique<Ejabberd>();
        m_server->addModule(archiveModule);
        startServer();
    }

    // A session without state of an earlier sign-in.
    void newJuliet()
    {
        if (m_juliet && m_juliet->session) {
            m_juliet->session->signOut();
            QTRY_COMPARE(resources(u"juliet"_s), QJsonArray());
        }
        makeJuliet(m_server->port(), m_server->caFile());
    }

    void signInPeer() { Conversation::signInPeer(m_server->port(), m_server->caFile()); }

    QJsonArray resources(const QString &user)
    {
        return m_server->command(u"user_resources"_s, {{u"user"_s, user}, {u"host"_s, u"localhost"_s}}).toArray();
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<Ejabberd>();
        startServer();
    }

    void cleanup()
    {
        endConversation();
        m_server.reset();
    }

    void deliversBothWays()
    {
        QVERIFY(m_juliet->signIn());
        send(3);
        verifyAllReceivedOnce();
        m_juliet->enqueue(u"m1"_s, m_romeo, u"first"_s);
        m_juliet->enqueue(u"m2"_s, m_romeo, u"second"_s);
        QTRY_COMPARE(m_peer->bodies(), (QStringList{u"first"_s, u"second"_s}));
        QTRY_COMPARE(stateOf(u"m2"_s), OutgoingState::Sent);
    }

    void refusesAWrongPassword()
    {
        m_server->command(u"change_password"_s,
                          {{u"user"_s, u"juliet"_s}, {u"host"_s, u"localhost"_s}, {u"newpass"_s, u"other"_s}});
        QVERIFY(!m_juliet->signIn());
        QCOMPARE(m_juliet->session->state(), SessionState::Refused);
    }

    void reconnectsAfterServerRestart()
    {
        QVERIFY(m_juliet->signIn());
        QVERIFY2(m_server->restart(), m_server->logTail().constData());
        signInPeer();
        QTRY_VERIFY_WITH_TIMEOUT(m_juliet->isOnline(), 30s);
        send(1);
        verifyAllReceivedOnce();
    }

    void reconnectsAfterKick()
    {
        QVERIFY(m_juliet->signIn());
        m_server->kick(u"juliet"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_juliet->session->reconnects(), 1, 30s);
        send(1);
        verifyAllReceivedOnce();
    }

    void offlineMessagesArrive_data()
    {
        QTest::addColumn<bool>("hasArchive");
        QTest::newRow("no archive") << false;
        QTest::newRow("archive") << true;
    }
    void offlineMessagesArrive()
    {
        QFETCH(bool, hasArchive);
        if (hasArchive)
            startServerWithArchive();
        send(3);
        waitForServer();
        QVERIFY(m_juliet->signIn());
        verifyAllReceivedOnce();
        newJuliet();
        m_sent.clear();
        send(3);
        waitForServer();
        QVERIFY(m_juliet->signIn());
        verifyAllReceivedOnce();
    }

    void firstSignInFetchesNoHistory()
    {
        startServerWithArchive();
        XmppPeer elsewhere(m_server->port(), m_server->caFile());
        QVERIFY(elsewhere.signIn(u"juliet"_s, u"demo"_s));
        send(3);
        QTRY_COMPARE(elsewhere.bodies(), m_sent);
        QVERIFY(elsewhere.signOut());
        m_sent.clear();
        QVERIFY(m_juliet->signIn());
        verifyAllReceivedOnce();
    }

    void enablingTheArchiveLosesNothing()
    {
        QVERIFY(m_juliet->signIn());
        send(1);
        verifyAllReceivedOnce();
        m_server->addModule(archiveModule);
        m_juliet->kill();
        m_peer.reset();
        QVERIFY2(m_server->restart(), m_server->logTail().constData());
        signInPeer();
        send(3);
        waitForServer();
        QVERIFY(m_juliet->restore());
        verifyAllReceivedOnce();
    }

    void missedMessagesAreReadFromTheArchive()
    {
        startServerWithArchive();
        QVERIFY(m_juliet->signIn());
        send(3);
        verifyAllReceivedOnce();
        m_juliet->kill();
        send(30);
        waitForServer();
        QVERIFY(m_juliet->restore());
        verifyAllReceivedOnce();
    }

    void suspendedServerGetsNoDuplicates_data()
    {
        QTest::addColumn<bool>("hasArchive");
        QTest::newRow("no archive") << false;
        QTest::newRow("archive") << true;
    }
    void suspendedServerGetsNoDuplicates()
    {
        QFETCH(bool, hasArchive);
        if (hasArchive)
            startServerWithArchive();
        m_juliet->settings.pingInterval = 3s;
        m_juliet->settings.pingTimeout = 2s;
        m_juliet->settings.loginTimeout = 5s;
        QVERIFY(m_juliet->signIn());
        m_server->suspend();
        QStringList bodies;
        for (int i = 0; i < 3; ++i) {
            bodies += u"frozen %1"_s.arg(i);
            m_juliet->enqueue(u"f%1"_s.arg(i), m_romeo, bodies.last());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!m_juliet->isOnline(), 20s);
        m_server->resume();
        QTRY_VERIFY_WITH_TIMEOUT(m_juliet->isOnline(), 30s);
        m_juliet->enqueue(u"last"_s, m_romeo, u"last"_s);
        bodies += u"last"_s;
        QTRY_VERIFY_WITH_TIMEOUT(m_peer->bodies().contains(u"last"_s), 30s);
        QCOMPARE(m_peer->bodies(), bodies);
    }

    // Without an archive a message between the bind and the presence of the next session may stay in ejabberd's offline
    // store until the session after that: ejabberd stores it while it is already delivering the stored ones.
    void killedSessionLosesAndRepeatsNothing()
    {
        startServerWithArchive();
        QVERIFY(m_juliet->signIn());
        for (int i = 0; i < 10; ++i) {
            send(1);
            verifyAllReceivedOnce();
            m_juliet->kill();
            QVERIFY(m_juliet->restore());
        }
        verifyAllReceivedOnce();
    }
};

QTEST_GUILESS_MAIN(tst_Ejabberd)
#include "tst_ejabberd.moc"
