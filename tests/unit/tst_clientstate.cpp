// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static const QByteArray csi = "<csi xmlns='urn:xmpp:csi:0'/>";
static const QByteArray active = "<active xmlns=\"urn:xmpp:csi:0\"/>";
static const QByteArray inactive = "<inactive xmlns=\"urn:xmpp:csi:0\"/>";

// What a session sends to the server about its readers.
class tst_ClientState : public QObject
{
    Q_OBJECT

private:
    static constexpr ReaderTracker::ReaderState read{.isRead = true};
    static constexpr ReaderTracker::ReaderState quiet{};
    static constexpr ReaderTracker::ReaderState alone{.isUnattended = true};

    const Jid m_romeo = Jid::fromServer(u"romeo@localhost"_s);
    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;
    QByteArray m_heldPing; // its id

    QByteArray answerTo(const QByteArray &query, const QByteArray &id)
    {
        if (query.contains("jabber:iq:roster"))
            return "<iq type='result' id='" + id
                + "'><query xmlns='jabber:iq:roster'><item jid='romeo@localhost' subscription='both'/></query></iq>";
        if (!query.contains("urn:xmpp:ping"))
            return {};
        m_heldPing = id;
        return " ";
    }

    void start(const QByteArray &features = csi)
    {
        m_heldPing.clear();
        m_server = std::make_unique<FakeXmppServer>();
        m_server->offer(features)
            .login(u"demo"_s, "juliet@localhost/fake")
            .answerQueriesWith([this](const QByteArray &query, const QByteArray &id) { return answerTo(query, id); });
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
        QVERIFY(m_fixture->signIn());
        const auto known = m_fixture->session->contacts();
        QTRY_VERIFY(known.isFinished());
    }

    Session &session() { return *m_fixture->session; }
    qsizetype count(const QByteArray &bytes) const { return m_server->clearBytes().count(bytes); }

    // Returns when the server has received everything that the session wrote before.
    void waitForServer()
    {
        static int number = 0;
        const QByteArray fence = "fence" + QByteArray::number(++number);
        const Jid nobody = Jid::fromServer(QString::fromLatin1(fence + "@localhost"));
        QVERIFY(session().sendChatState(nobody, u"gone"_s));
        QTRY_VERIFY(m_server->clearBytes().contains(fence));
    }

private Q_SLOTS:
    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    void stateFollowsReaders()
    {
        start();
        session().setReaderState(read);
        session().setReaderState(quiet);
        session().setReaderState(alone);
        session().setReaderState(read);
        session().setReaderState(read);
        waitForServer();
        QCOMPARE(count(inactive), 1);
        QCOMPARE(count(active), 1);
        QVERIFY(m_server->clearBytes().indexOf(active) > m_server->clearBytes().indexOf(inactive));
    }

    void nothingIsSentIfNotOffered()
    {
        start("<csi xmlns='urn:example:other'/>");
        session().setReaderState(quiet);
        session().setReaderState(read);
        waitForServer();
        QCOMPARE(count("urn:xmpp:csi:0"), 0);
    }

    void stateIsSentOnEveryStream()
    {
        start();
        session().setReaderState(quiet);
        waitForServer();
        QCOMPARE(count(inactive), 1);
        m_server->closeConnection();
        QTRY_COMPARE(m_server->connectionCount(), 2);
        QTRY_COMPARE(count(inactive), 2);
        // A change while offline takes effect too.
        m_server->closeConnection();
        QVERIFY(m_fixture->waitUntilOffline());
        session().setReaderState(read);
        QTRY_VERIFY(m_fixture->isOnline());
        waitForServer();
        QCOMPARE(count(inactive), 2);
    }

    // The server holds presence back while nobody reads.
    void contactsIncludeDelayedPresence()
    {
        start();
        session().setReaderState(quiet);
        waitForServer();
        session().setReaderState(read);
        const auto contacts = session().contacts();
        QTRY_VERIFY(!m_heldPing.isEmpty());
        m_server->write("<presence from='romeo@localhost/x' to='juliet@localhost/fake'/>");
        QTRY_VERIFY(session().contact(m_romeo)->isOnline());
        QVERIFY(!contacts.isFinished());
        m_server->write("<iq type='result' from='localhost' id='" + m_heldPing + "'/>");
        QTRY_VERIFY(contacts.isFinished());
        QVERIFY(contacts.result()->first().isOnline());
        QVERIFY(session().contacts().isFinished());
    }

    void unattendedSessionShowsAway()
    {
        start();
        const auto away = [this] { return count("<show>away</show>"); };
        session().setReaderState(quiet);
        waitForServer();
        QCOMPARE(away(), 0);
        session().setReaderState(alone);
        QTRY_COMPARE(away(), 1);
        const auto presences = count("<presence");
        session().setReaderState(read);
        QTRY_COMPARE(count("<presence"), presences + 1);
        QCOMPARE(away(), 1);
        session().setPresence(Show::Dnd, {});
        session().setReaderState(alone);
        waitForServer();
        QCOMPARE(away(), 1);
        QCOMPARE(count("<show>dnd</show>"), 1);
        // A new stream starts with away.
        session().setPresence(Show::Online, {});
        QTRY_COMPARE(away(), 2);
        m_server->closeConnection();
        QTRY_COMPARE(away(), 3);
    }
};

QTEST_GUILESS_MAIN(tst_ClientState)
#include "tst_clientstate.moc"
