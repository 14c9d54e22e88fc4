// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/gateway.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;

// How sessions start, are shared, and are restored.
class tst_SignIn : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

    // How often the text is in Prosody's log since its start.
    int logged(const QByteArray &text) { return int(m_gateway.prosody.logTail().count(text)); }

    HttpResponse connectTo(quint16 port, const QByteArray &xmpp = {}, const QString &caFile = {})
    {
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        GatewayConfig config;
        config.xmppPort = port;
        config.caFile = caFile;
        config.xmpp = xmpp;
        if (!daemon.start(config.toml()))
            return {};
        return HttpClient(daemon.url()).postForm(u"/connect"_s, {{u"jid"_s, romeo}, {u"pwd"_s, u"s3cret"_s}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        GatewayConfig config = m_gateway.config();
        config.limits = "failed_sign_ins = 0\n"; // the tests cause more per minute than clients do
        QVERIFY2(m_gateway.start(config), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }
    void cleanup() { m_gateway.http->get(u"/disconnect?jid="_s + romeo); }

    void tenConcurrentSignInsMakeOneLogin()
    {
        const int before = logged("Authenticated as romeo@localhost");
        std::vector<std::unique_ptr<HttpRequest>> requests;
        for (int i = 0; i < 10; ++i)
            requests.push_back(m_gateway.http->startGet(u"/connect?jid=romeo@localhost&pwd=demo"_s));
        QSet<QString> tokens;
        for (const auto &request : requests) {
            const auto answer = request->wait();
            QCOMPARE(answer.status, 200);
            tokens.insert(answer.json.value("token"_L1).toString());
        }
        QCOMPARE(tokens.size(), 10);
        QCOMPARE(logged("Authenticated as romeo@localhost") - before, 1);
    }

    void aSharedSessionStillChecksThePassword()
    {
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        const auto wrong = m_gateway.connectAccount(romeo, u"wrong"_s);
        QCOMPARE(wrong.status, 401);
        QCOMPARE(wrong.json.value("error"_L1).toString(), u"not-authorized"_s);
        // The session is not disturbed.
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        QCOMPARE(m_gateway.sendMessage(romeo, romeo, u"still here"_s).status, 200);
        QCOMPARE(m_gateway.receiveAll(romeo, 1), QStringList(u"still here"_s));
    }

    void concurrentRightAndWrongPasswordsAreAnsweredCorrectly()
    {
        std::vector<std::pair<int, std::unique_ptr<HttpRequest>>> requests;
        for (int i = 0; i < 12; ++i) {
            const bool right = i % 3 != 0;
            requests.emplace_back(right ? 200 : 401,
                                  m_gateway.http->startGet(u"/connect?jid=romeo@localhost&pwd=%1"_s.arg(
                                      right ? u"demo"_s : u"wrong%1"_s.arg(i % 2))));
        }
        for (const auto &[status, request] : requests)
            QCOMPARE(request->wait().status, status);
    }

    void failedLoginLeavesNoData()
    {
        QCOMPARE(m_gateway.connectAccount(u"nobody@localhost"_s).status, 401);
        QCOMPARE(m_gateway.http->get(u"/receive?jid=nobody@localhost"_s).status, 401);
        m_gateway.prosody.addAccount(u"nobody"_s, u"demo"_s);
        QCOMPARE(m_gateway.connectAccount(u"nobody@localhost"_s).status, 200);
        m_gateway.http->get(u"/disconnect?jid=nobody@localhost"_s);
    }

    void otherRequestsAreAnsweredMeanwhile()
    {
        FakeXmppServer silent; // accepts connections and sends nothing
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        GatewayConfig config;
        config.xmppPort = silent.port();
        config.xmpp = "login_timeout_seconds = 2\n";
        QVERIFY(daemon.start(config.toml()));
        HttpClient http(daemon.url());
        const auto waiting = http.startGet(u"/connect?jid=romeo@localhost&pwd=demo"_s);
        QTRY_COMPARE(silent.connectionCount(), 1);
        QCOMPARE(http.get(u"/healthz"_s).status, 200);
        QVERIFY(!waiting->isFinished());
        const auto answer = waiting->wait();
        QCOMPARE(answer.status, 504);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"timeout"_s);
    }

    void domainCanBeDisallowed()
    {
        const auto answer = connectTo(m_gateway.prosody.port(), "allowed_domains = [\"example.org\"]\n");
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"domain-not-allowed"_s);
    }

    void serverThatDoesNotListenIsUnreachable()
    {
        quint16 port = 0;
        {
            const FakeXmppServer gone;
            port = gone.port();
        }
        const auto answer = connectTo(port);
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"xmpp-unreachable"_s);
        QVERIFY(answer.json.value("detail"_L1).toString().startsWith("TCP: "_L1));
    }

    void certificateMustMatchTheDomain_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isExpired");
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("another name") << u"other.example"_s << false << true;
        QTest::newRow("expired") << u"localhost"_s << true << true;
        QTest::newRow("unknown authority") << u"localhost"_s << false << false;
    }
    void certificateMustMatchTheDomain()
    {
        QFETCH(QString, name);
        QFETCH(bool, isExpired);
        QFETCH(bool, isTrusted);
        QTemporaryDir directory;
        const CertificateAuthority authority(directory.path());
        FakeXmppServer server(authority.issue(
            name, isExpired ? CertificateAuthority::Validity::Expired : CertificateAuthority::Validity::Current));
        server.offerTls().login(u"s3cret"_s).answerQueries();
        const auto answer = connectTo(server.port(), {}, isTrusted ? authority.file() : m_gateway.prosody.caFile());
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"xmpp-unreachable"_s);
        QVERIFY2(answer.json.value("detail"_L1).toString().startsWith("TLS: "_L1), answer.body.constData());
        QVERIFY(!server.tlsBytes().contains("auth"));
    }

    void aServerWithoutTlsGetsNoPassword()
    {
        FakeXmppServer server;
        server
            .openStream(
                "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>")
            .login(u"s3cret"_s);
        const auto answer = connectTo(server.port());
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"xmpp-unreachable"_s);
        QVERIFY(answer.json.value("detail"_L1).toString().startsWith("TLS: "_L1));
        QVERIFY(!server.clearBytes().contains("auth"));
        QVERIFY(!server.clearBytes().contains("s3cret"));
    }

    // Namespaces declared in the stream header apply to the whole stream (RFC 6120, 4.8).
    void namespacesMayBeDeclaredOnTheStream()
    {
        QTemporaryDir directory;
        const CertificateAuthority authority(directory.path());
        FakeXmppServer server(authority.issue(u"localhost"_s));
        server.expect("<stream:stream")
            .expect(">")
            .send("<?xml version='1.0'?><s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:client' "
                  "xmlns:other='urn:a&amp;&quot;b' xmlns:tls='urn:ietf:params:xml:ns:xmpp-tls' id='1' version='1.0' "
                  "from='localhost'><s:features><tls:starttls/></s:features>")
            .expect("<starttls")
            .expect(">")
            .send("<tls:proceed/>")
            .startTls()
            .login(u"s3cret"_s)
            .answerQueries();
        const auto answer = connectTo(server.port(), {}, authority.file());
        QVERIFY2(answer.status == 200, answer.body.constData());
    }

    // RFC 9325, which RFC 7590 requires for XMPP.
    void tlsMustBeForwardSecretAndAuthenticated_data()
    {
        QTest::addColumn<QByteArray>("ciphers");
        QTest::addColumn<int>("status");
        QTest::newRow("AEAD") << QByteArray("ECDHE-ECDSA-AES128-GCM-SHA256") << 200;
        QTest::newRow("CBC") << QByteArray("ECDHE-ECDSA-AES128-SHA256") << 502;
    }
    void tlsMustBeForwardSecretAndAuthenticated()
    {
        QFETCH(const QByteArray, ciphers);
        QFETCH(const int, status);
        Gateway gateway(QStringLiteral(WEBJABBERD_PATH));
        gateway.prosody.setExtraConfig("VirtualHost \"localhost\"\nssl = { protocol = \"tlsv1_2\", ciphers = \""
                                       + ciphers + "\" }\n");
        QVERIFY2(gateway.start(), (gateway.daemon.log() + gateway.prosody.logTail()).constData());
        const auto answer = gateway.connectAccount(romeo);
        QCOMPARE(answer.status, status);
        if (status == 200)
            return;
        QCOMPARE(answer.json.value("error"_L1).toString(), u"xmpp-unreachable"_s);
        QVERIFY2(answer.json.value("detail"_L1).toString().startsWith("TLS: "_L1), answer.body.constData());
    }

    // Like a server whose passwords are in a directory (LDAP).
    void serverMaySupportPlainOnly()
    {
        Gateway gateway(QStringLiteral(WEBJABBERD_PATH));
        gateway.prosody.setExtraConfig(
            "VirtualHost \"localhost\"\n"
            "disable_sasl_mechanisms = { \"SCRAM-SHA-1\", \"SCRAM-SHA-1-PLUS\", \"SCRAM-SHA-256\", "
            "\"SCRAM-SHA-256-PLUS\", \"DIGEST-MD5\" }\n");
        QVERIFY2(gateway.start(), (gateway.daemon.log() + gateway.prosody.logTail()).constData());
        QCOMPARE(gateway.connectAccount(romeo, u"wrong"_s).status, 401);
        QCOMPARE(gateway.connectAccount(romeo).status, 200);
    }

    void sessionReconnectsAfterServerRestart()
    {
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        QCOMPARE(m_gateway.connectAccount(u"juliet@localhost"_s).status, 200);
        QCOMPARE(m_gateway.sendMessage(u"juliet@localhost"_s, romeo, u"before"_s).status, 200);
        QTRY_VERIFY(m_gateway.http->get(u"/dumprcv?jid=romeo@localhost"_s).body.contains("before"));

        m_gateway.prosody.kill();
        QTRY_VERIFY(m_gateway.http->get(u"/debug?jid=romeo@localhost"_s).body.contains("state: waiting"));
        // Meanwhile pending events stay, and sent messages wait.
        QVERIFY(m_gateway.http->get(u"/dumprcv?jid=romeo@localhost"_s).body.contains("before"));
        QCOMPARE(m_gateway.sendMessage(u"juliet@localhost"_s, romeo, u"meanwhile"_s).status, 200);
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        QVERIFY2(m_gateway.prosody.restart(), m_gateway.prosody.logTail().constData());

        QTRY_VERIFY_WITH_TIMEOUT(m_gateway.http->get(u"/debug?jid=romeo@localhost"_s).body.contains("state: online"),
                                 30'000);
        const QStringList bodies = m_gateway.receiveAll(romeo, 2);
        QCOMPARE(bodies, QStringList({u"before"_s, u"meanwhile"_s}));
        QTRY_COMPARE(m_gateway.presence(romeo, u"juliet@localhost"_s), u"online"_s);
        m_gateway.http->get(u"/disconnect?jid=juliet@localhost"_s);
    }
};

QTEST_GUILESS_MAIN(tst_SignIn)
#include "tst_signin.moc"
