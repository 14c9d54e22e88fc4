// SPDX-License-Identifier: GPL-3.0-or-later
//
// A short conversation with Prosody in the configurations that operators use, before and after a restart of the server.
// All tests with ejabberd use its default configuration. tst_interop.cpp describes the output files.
#include "support/gateway.h"
#include "support/outcometable.h"
#include "support/slixpeer.h"
#include "support/v1client.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static const QString juliet = u"juliet@localhost"_s;
static const QString romeo = u"romeo@localhost"_s;

// The delay between reconnects grows, and is random.
static constexpr auto reconnectDeadline = 30s;

class tst_ServerVariants : public QObject
{
    Q_OBJECT

private:
    using Setup = void (*)(Prosody &prosody);

    std::unique_ptr<Prosody> m_prosody;
    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<SlixPeer> m_peer;
    std::unique_ptr<V1Client> m_device;
    OutcomeTable m_table{u"Servers"_s,
                         u"Prosody as operators set it up: sign-in, a message each way, a restart of the server with a "
                         "message that waits meanwhile, a message each way again."_s};

    bool startDaemon(const SlixPeer::Way &way)
    {
        GatewayConfig config;
        config.xmppPort = m_prosody->port();
        config.caFile = m_prosody->caFile();
        QByteArray toml = config.toml(); // ends with the domain's table
        toml.replace("host = \"127.0.0.1\"", "host = \"" + way.host.toUtf8() + '"');
        if (way.directTls)
            toml += "tls = \"direct\"\n";
        return m_daemon->start(toml);
    }

    bool signInPeer(const SlixPeer::Way &way)
    {
        m_peer = std::make_unique<SlixPeer>();
        return m_peer->signIn(u"romeo"_s, u"demo"_s, *m_prosody, way);
    }

    QString state() { return m_device->get(u"/v1/session"_s).json.value("state"_L1).toString(); }
    QString stateOf(const QString &id)
    {
        return m_device->get(u"/v1/messages/"_s + id).json.value("state"_L1).toString();
    }

    void verifyMessagesGoBothWays(const QString &id)
    {
        const qsizetype from = m_peer->stanzas().size();
        m_peer->sendMessage(juliet, u"in "_s + id, id);
        QCOMPARE(m_device->receive(1), QStringList(u"in "_s + id));
        QCOMPARE(m_device->send(romeo, u"out "_s + id, u"out-"_s + id).status, 201);
        QVERIFY(!m_peer->waitForBody(u"out "_s + id, from).isNull());
        QTRY_COMPARE(stateOf(u"out-"_s + id), u"sent"_s);
    }

private Q_SLOTS:
    void cleanup()
    {
        m_peer.reset();
        m_device.reset();
        m_daemon.reset();
        m_prosody.reset();
        m_table.add(QString::fromUtf8(QTest::currentDataTag()), u"Prosody"_s,
                    QTest::currentTestFailed() ? u"**failed**"_s : u"works"_s);
    }

    void cleanupTestCase() { QVERIFY(m_table.write(u"tst_servervariants.md"_s)); }

    void messagesArriveInBothDirectionsAcrossRestart_data()
    {
        QTest::addColumn<Setup>("setup");
        QTest::addColumn<SlixPeer::Way>("way");
        QTest::newRow("Debian's default")
            << Setup([](Prosody &prosody) { prosody.useDebianDefault(); }) << SlixPeer::Way();
        QTest::newRow("no archive (mod_mam)")
            << Setup([](Prosody &prosody) { prosody.edit("    \"mam\",\n", ""); }) << SlixPeer::Way();
        QTest::newRow("no stream management (mod_smacks)") << Setup([](Prosody &prosody) {
            prosody.edit("    \"smacks\",\n", "");
            prosody.edit("    \"sasl2_sm\",\n", ""); // it loads mod_smacks
        }) << SlixPeer::Way();
        QTest::newRow("direct TLS only") << Setup([](Prosody &prosody) {
            prosody.edit("c2s_ports = { ENV_WJ_PROSODY_C2S_PORT }\nc2s_direct_tls_ports = {}",
                         "c2s_ports = {}\nc2s_direct_tls_ports = { ENV_WJ_PROSODY_C2S_PORT }");
        }) << SlixPeer::Way{.directTls = true};
        QTest::newRow("IPv6 only") << Setup([](Prosody &prosody) { prosody.listenOn(QHostAddress::LocalHostIPv6); })
                                   << SlixPeer::Way{.host = u"::1"_s};
    }
    void messagesArriveInBothDirectionsAcrossRestart()
    {
        QFETCH(const Setup, setup);
        QFETCH(const SlixPeer::Way, way);
        m_prosody = std::make_unique<Prosody>();
        m_daemon = std::make_unique<DaemonProcess>(QStringLiteral(WEBJABBERD_PATH));
        m_prosody->addAccount(u"romeo"_s, u"demo"_s);
        m_prosody->addAccount(u"juliet"_s, u"demo"_s);
        m_prosody->subscribeMutually(u"romeo"_s, u"juliet"_s);
        setup(*m_prosody);
        QVERIFY2(m_prosody->start(), m_prosody->logTail().constData());
        QVERIFY2(startDaemon(way), m_daemon->log().constData());
        QVERIFY2(signInPeer(way), qPrintable(m_peer->error()));
        m_device = std::make_unique<V1Client>(m_daemon->url());
        const auto signedIn = m_device->signIn(juliet);
        QVERIFY2(signedIn.status == 201, signedIn.body.constData());
        QCOMPARE(state(), u"online"_s);
        QVERIFY(!m_peer->waitForResource(juliet).isEmpty());
        verifyMessagesGoBothWays(u"1"_s);

        m_prosody->stop();
        QTRY_VERIFY(state() != "online"_L1);
        QCOMPARE(m_device->send(romeo, u"waits"_s, u"waits"_s).status, 201);
        QCOMPARE(stateOf(u"waits"_s), u"queued"_s);
        QVERIFY2(m_prosody->start(), m_prosody->logTail().constData());
        QVERIFY2(signInPeer(way), qPrintable(m_peer->error()));
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"online"_s, reconnectDeadline);
        QVERIFY(!m_peer->waitForBody(u"waits"_s).isNull());
        QTRY_COMPARE(stateOf(u"waits"_s), u"sent"_s);
        verifyMessagesGoBothWays(u"2"_s);
        const auto hasText = [](const QDomDocument &stanza) {
            return stanzaChild(stanza.documentElement(), "body"_L1, "jabber:client"_L1).text() == "waits"_L1;
        };
        QCOMPARE(std::ranges::count_if(m_peer->stanzas(), hasText), 1);
    }
};

QTEST_GUILESS_MAIN(tst_ServerVariants)
#include "tst_servervariants.moc"
