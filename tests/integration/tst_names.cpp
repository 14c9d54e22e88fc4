// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/daemonprocess.h"
#include "support/fakednsserver.h"
#include "support/fakexmppserver.h"
#include "support/httpclient.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

// The effects of DNS names on the daemon.
class tst_Names : public QObject
{
    Q_OBJECT

private:
    FakeDnsServer m_dns;
    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<HttpClient> m_http;

    // Starts a daemon for good.test, whose server the operator has configured as server.good.test.
    void startDaemon(const FakeXmppServer &server)
    {
        m_daemon = std::make_unique<DaemonProcess>(QStringLiteral(WEBJABBERD_PATH));
        m_daemon->setEnvironment(u"WEBJABBER_DNS_SERVERS"_s, m_dns.address());
        const QByteArray config =
            "[compat]\nauth = \"jid\"\n[xmpp.domains.\"good.test\"]\nhost = \"server.good.test\"\n"
            "tls = \"off\"\nport = "
            + QByteArray::number(server.port()) + '\n';
        QVERIFY2(m_daemon->start(config), m_daemon->log().constData());
        m_http = std::make_unique<HttpClient>(m_daemon->url());
    }

    std::unique_ptr<HttpRequest> startSignIn(const QString &jid)
    {
        return m_http->startGet(HttpClient::withQuery(u"/connect"_s, {{u"jid"_s, jid}, {u"pwd"_s, u"demo"_s}}));
    }

private Q_SLOTS:
    void silentDnsServersDelayNoOtherDomain()
    {
        FakeXmppServer server;
        server.login(u"demo"_s, "juliet@good.test/fake").answerQueries();
        m_dns.addAddress(u"server.good.test"_s, u"127.0.0.1"_s);
        m_dns.setMode(u"silent.test"_s, FakeDnsServer::Mode::Silent);
        m_dns.setMode(u"bad"_s, FakeDnsServer::Mode::Silent);
        startDaemon(server);
        std::vector<std::unique_ptr<HttpRequest>> dead;
        for (int i = 0; i < 60; ++i) {
            dead.push_back(startSignIn(u"romeo@n%1.silent.test"_s.arg(i)));
            dead.push_back(startSignIn(u"romeo@domain%1.bad"_s.arg(i)));
        }
        QTRY_VERIFY(m_dns.total() >= 60);
        QElapsedTimer time;
        time.start();
        QCOMPARE(startSignIn(u"juliet@good.test"_s)->wait().status, 200);
        QVERIFY2(time.elapsed() < 3'000, qPrintable(QString::number(time.elapsed())));
        QVERIFY(std::ranges::none_of(dead, &HttpRequest::isFinished));
        // It reconnects as fast.
        server.closeConnection();
        QTRY_COMPARE(server.connectionCount(), 2);
        QVERIFY(std::ranges::none_of(dead, &HttpRequest::isFinished));
        // Those requests end as well.
        for (const auto &request : dead)
            QCOMPARE(request->wait().status, 502);
    }

    void nameWithoutAddressIsReported()
    {
        FakeXmppServer server;
        startDaemon(server);
        const HttpResponse answer = startSignIn(u"romeo@nothing.test"_s)->wait();
        QCOMPARE(answer.status, 502);
        QVERIFY2(answer.body.contains("DNS"), answer.body.constData());
        QCOMPARE(m_dns.count(u"_xmpp-client._tcp.nothing.test"_s, u"SRV"_s), 1);
        QCOMPARE(m_dns.count(u"nothing.test"_s, u"A"_s), 1);
    }

    // Users choose domains; they must not reach addresses that only this machine can reach.
    void privateAddressesAreRefused_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("loopback") << u"127.0.0.1"_s;
        QTest::newRow("private") << u"10.0.0.5"_s;
        QTest::newRow("IPv6 loopback") << u"::1"_s;
        QTest::newRow("mapped") << u"::ffff:127.0.0.1"_s;
    }
    void privateAddressesAreRefused()
    {
        QFETCH(QString, address);
        FakeXmppServer server;
        m_dns.remove(u"inside.test"_s);
        m_dns.addService(u"_xmpp-client._tcp.srv.test"_s, u"inside.test"_s, server.port());
        m_dns.addAddress(u"inside.test"_s, address);
        startDaemon(server);
        QCOMPARE(startSignIn(u"romeo@inside.test"_s)->wait().status, 403);
        QCOMPARE(startSignIn(u"romeo@srv.test"_s)->wait().status, 403);
        QCOMPARE(server.connectionCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_Names)
#include "tst_names.moc"
