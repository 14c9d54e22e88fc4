// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

// A session whose server binds a JID other than the typed one (RFC 6120, section 7.6.1).
class tst_BoundJid : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;

    void start(const QByteArray &bound)
    {
        m_server = std::make_unique<FakeXmppServer>();
        m_server->manageStreams().login(u"demo"_s, bound + "/fake").announce({"urn:xmpp:sid:0"}).answerQueries();
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    void otherSpellingOfTheJidLosesNothing()
    {
        start("Juliet@LocalHost");
        QVERIFY(m_fixture->signIn());
        const QByteArray forwarded =
            "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='romeo@localhost/x' "
            "to='Juliet@LocalHost/other' type='chat' id='c1'><body>carbon</body></message></forwarded>";
        m_server->write("<message from='Juliet@LocalHost' to='Juliet@LocalHost/fake'>"
                        "<received xmlns='urn:xmpp:carbons:2'>"
                        + forwarded + "</received></message>");
        m_server->write("<message from='romeo@localhost/x' to='Juliet@LocalHost/fake' type='chat' id='m1'>"
                        "<body>live</body><stanza-id xmlns='urn:xmpp:sid:0' by='Juliet@LocalHost' id='s1'/></message>");
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"carbon"_s, u"live"_s}));
        const auto events = m_fixture->store.events(m_fixture->account);
        QCOMPARE(events.last().stanzaId, u"s1"_s);
        QCOMPARE(events.last().to.bare(), m_fixture->account);
        QCOMPARE(events.first().account, m_fixture->account);
    }

    void otherAccountIsRejectedAndReported()
    {
        start("strauss@localhost");
        QVERIFY(!m_fixture->signIn());
        QVERIFY(m_fixture->session->lastError().contains("strauss@localhost"_L1));
        QCOMPARE(m_fixture->session->state(), SessionState::Refused);
    }

    // The JID belonged to the account before; now the server assigns it another one.
    void otherAccountAfterRestartIsReported()
    {
        start("strauss@localhost");
        m_fixture->startRestoring();
        QTRY_COMPARE(m_fixture->session->state(), SessionState::Refused);
        QVERIFY(m_fixture->session->lastError().contains("strauss@localhost"_L1));
        QCOMPARE(m_server->connectionCount(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_BoundJid)
#include "tst_boundjid.moc"
