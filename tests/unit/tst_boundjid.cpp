// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionbench.h"

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
    std::unique_ptr<SessionBench> m_bench;

    void start(const QByteArray &bound)
    {
        m_server = std::make_unique<FakeXmppServer>();
        m_server->manageStreams().login(u"demo"_s, bound + "/fake").announce({"urn:xmpp:sid:0"}).answerQueries();
        m_bench = std::make_unique<SessionBench>(u"juliet"_s, m_server->port(), QString());
        m_bench->settings.tls = TlsMode::Off;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_bench.reset();
        m_server.reset();
    }

    void anotherSpellingLosesNothing()
    {
        start("Juliet@LocalHost");
        QVERIFY(m_bench->signIn());
        const QByteArray forwarded =
            "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='romeo@localhost/x' "
            "to='Juliet@LocalHost/other' type='chat' id='c1'><body>carbon</body></message></forwarded>";
        m_server->write("<message from='Juliet@LocalHost' to='Juliet@LocalHost/fake'>"
                        "<received xmlns='urn:xmpp:carbons:2'>"
                        + forwarded + "</received></message>");
        m_server->write("<message from='romeo@localhost/x' to='Juliet@LocalHost/fake' type='chat' id='m1'>"
                        "<body>live</body><stanza-id xmlns='urn:xmpp:sid:0' by='Juliet@LocalHost' id='s1'/></message>");
        QTRY_COMPARE(m_bench->received(), (QStringList{u"carbon"_s, u"live"_s}));
        const auto events = m_bench->store.events(m_bench->account);
        QCOMPARE(events.last().stanzaId, u"s1"_s);
        QCOMPARE(events.last().to.bare(), m_bench->account);
        QCOMPARE(events.first().account, m_bench->account);
    }

    void anotherAccountIsRefusedAndSaidSo()
    {
        start("strauss@localhost");
        QVERIFY(!m_bench->signIn());
        QVERIFY(m_bench->session->lastError().contains("strauss@localhost"_L1));
        QCOMPARE(m_bench->session->state(), SessionState::Refused);
    }

    // The JID belonged to the account before; now the server assigns it another one.
    void anotherAccountAfterARestartIsNoSilence()
    {
        start("strauss@localhost");
        m_bench->startRestoring();
        QTRY_COMPARE(m_bench->session->state(), SessionState::Refused);
        QVERIFY(m_bench->session->lastError().contains("strauss@localhost"_L1));
        QCOMPARE(m_server->connectionCount(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_BoundJid)
#include "tst_boundjid.moc"
