// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/gateway.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

namespace {

// Listens on this machine and counts connections.
class ConnectionCounter
{
public:
    ConnectionCounter()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("ConnectionCounter: %s", qPrintable(m_server.errorString()));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { ++m_count; });
    }

    QByteArray address() const { return "127.0.0.1:" + QByteArray::number(m_server.serverPort()); }
    int count() const { return m_count; }

private:
    QTcpServer m_server;
    int m_count = 0;
};

} // namespace

// Attacks by a server: the password is not disclosed, and other sessions are not affected.
class tst_HostileServer : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};
    QTemporaryDir m_directory;
    std::unique_ptr<CertificateAuthority> m_authority;

    // Starts a daemon with localhost (honest) and evil.example (this server).
    void startWith(const FakeXmppServer &evil)
    {
        QFile both(m_directory.filePath(u"both.crt"_s));
        QVERIFY(both.open(QIODevice::WriteOnly));
        for (const QString &name : {m_authority->file(), m_gateway.prosody.caFile()}) {
            QFile one(name);
            QVERIFY(one.open(QIODevice::ReadOnly));
            both.write(one.readAll());
        }
        both.close();
        GatewayConfig config = m_gateway.config();
        config.caFile = both.fileName();
        config.xmpp = "login_timeout_seconds = 5\n";
        m_gateway.daemon.stop();
        m_gateway.daemon.forgetState();
        QVERIFY2(m_gateway.daemon.start(config.toml() + "[xmpp.domains.\"evil.example\"]\nhost = \"127.0.0.1\"\nport = "
                                        + QByteArray::number(evil.port()) + '\n'),
                 m_gateway.daemon.log().constData());
        m_gateway.http = std::make_unique<HttpClient>(m_gateway.daemon.url());
        QCOMPARE(m_gateway.connectAccount(u"romeo@localhost"_s).status, 200);
    }

    HttpResponse connectToEvil() { return m_gateway.connectAccount(u"victim@evil.example"_s, u"s3cret"_s); }

    void checkThatTheOthersAreWell()
    {
        QVERIFY(m_gateway.daemon.isRunning());
        QVERIFY(m_gateway.http->get(u"/debug?jid=romeo@localhost"_s).body.contains("state: online"));
        QCOMPARE(m_gateway.sendMessage(u"romeo@localhost"_s, u"romeo@localhost"_s, u"all is well"_s).status, 200);
        QCOMPARE(m_gateway.receiveAll(u"romeo@localhost"_s, 1), QStringList(u"all is well"_s));
    }

    qint64 residentKilobytes() const
    {
        QFile status(u"/proc/%1/status"_s.arg(m_gateway.daemon.pid()));
        if (!status.open(QIODevice::ReadOnly))
            return -1;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmRSS:"))
                return line.sliced(6).simplified().split(' ').first().toLongLong();
        }
        return -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_authority = std::make_unique<CertificateAuthority>(m_directory.path());
        QVERIFY2(m_gateway.prosody.start(), m_gateway.prosody.logTail().constData());
    }

    void excessiveIterationCountIsRejected_data()
    {
        QTest::addColumn<QByteArray>("iterations");
        QTest::newRow("2^31") << QByteArray("2147483648");
        QTest::newRow("2^31 - 1") << QByteArray("2147483647");
        QTest::newRow("eight million") << QByteArray("8000000");
        QTest::newRow("just over the bound") << QByteArray("100001");
        QTest::newRow("beyond 64 bits") << QByteArray("99999999999999999999");
        QTest::newRow("negative") << QByteArray("-1");
        QTest::newRow("no number") << QByteArray("many");
    }
    void excessiveIterationCountIsRejected()
    {
        QFETCH(QByteArray, iterations);
        FakeXmppServer evil(m_authority->issue(u"evil.example"_s));
        evil.offerTls()
            .openStream("<mechanisms "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism></mechanisms>")
            .expect("</auth>")
            .answer([iterations](const QByteArray &received) {
                const QByteArray first = QByteArray::fromBase64(
                    received.sliced(received.lastIndexOf('>', received.size() - 8) + 1).chopped(7));
                const QByteArray nonce = first.sliced(first.indexOf("r=") + 2);
                const QByteArray challenge = "r=" + nonce + "srv,s=c2FsdHNhbHQ=,i=" + iterations;
                return "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + challenge.toBase64() + "</challenge>";
            })
            .expect("</response>");
        startWith(evil);
        QElapsedTimer time;
        time.start();
        const auto attempt = m_gateway.http->startGet(u"/connect?jid=victim@evil.example&pwd=s3cret"_s);
        checkThatTheOthersAreWell();
        const auto answer = attempt->wait();
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"xmpp-error"_s);
        QVERIFY2(time.elapsed() < 4'000, "the event loop was held up");
        QVERIFY(!evil.tlsBytes().contains("<response"));
    }

    void preXmpp1ServerGetsNoPassword()
    {
        FakeXmppServer evil;
        // Without a version: before XMPP 1.0, when clients signed in with jabber:iq:auth.
        evil.expect("<stream:stream")
            .expect(">")
            .send("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                  "xmlns:stream='http://etherx.jabber.org/streams' id='1' "
                  "from='evil.example'>")
            .answerQueries();
        startWith(evil);
        const auto answer = connectToEvil();
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"xmpp-error"_s);
        QVERIFY(!evil.clearBytes().contains("s3cret"));
        QVERIFY(!evil.clearBytes().contains("jabber:iq:auth"));
        checkThatTheOthersAreWell();
    }

    void endlessStanzaUsesBoundedMemory_data()
    {
        QTest::addColumn<QByteArray>("beginning");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("end"); // empty: the stanza cannot be skipped
        QTest::newRow("text") << QByteArray("<message><body>") << QByteArray(64 * 1024, 'x')
                              << QByteArray("</body></message>");
        QTest::newRow("attributes") << QByteArray("<message a='") << QByteArray(64 * 1024, 'x') << QByteArray("'/>");
        QTest::newRow("elements") << QByteArray("<message>") << QByteArray("<a/>").repeated(16 * 1024)
                                  << QByteArray("</message>");
        QTest::newRow("depth") << QByteArray("<message>") << QByteArray("<a>").repeated(16 * 1024) << QByteArray();
        QTest::newRow("comment") << QByteArray("<!--") << QByteArray(64 * 1024, 'x') << QByteArray();
        QTest::newRow("cdata") << QByteArray("<message><body><![CDATA[") << QByteArray(64 * 1024, 'x')
                               << QByteArray("]]></body></message>");
    }
    void endlessStanzaUsesBoundedMemory()
    {
        QFETCH(QByteArray, beginning);
        QFETCH(QByteArray, more);
        QFETCH(QByteArray, end);
        constexpr int writes = 2'000; // 125 MiB, more than is skipped
        FakeXmppServer evil(m_authority->issue(u"evil.example"_s));
        evil.offerTls().login(u"s3cret"_s, "victim@evil.example/fake").answerQueries();
        startWith(evil);
        QCOMPARE(connectToEvil().status, 200);
        const qint64 before = residentKilobytes();
        if (!end.isEmpty()) {
            evil.write(beginning + more.repeated(64) + end);
            QTRY_COMPARE(evil.bytesToWrite(), 0);
            QVERIFY(evil.isConnected());
            QCOMPARE(evil.connectionCount(), 1);
        }
        evil.write(beginning);
        for (int i = 0; i < writes && evil.isConnected() && evil.connectionCount() == 1; ++i) {
            evil.write(more);
            QTRY_VERIFY(!evil.isConnected() || evil.bytesToWrite() < more.size());
        }
        QTRY_VERIFY(!evil.isConnected() || evil.connectionCount() > 1);
        QVERIFY2(residentKilobytes() - before < 16 * 1024, "memory grew");
        checkThatTheOthersAreWell();
    }

    void brokenXmlEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("doctype") << QByteArray("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>");
        QTest::newRow("unknown entity") << QByteArray("<message><body>&boom;</body></message>");
        QTest::newRow("text between stanzas") << QByteArray("hello");
        QTest::newRow("crossed tags") << QByteArray("<message><body></message></body>");
        QTest::newRow("not UTF-8") << QByteArray("<message from='a@evil.example'><body>\xff\xfe</body></message>");
        QTest::newRow("unbound prefix") << QByteArray("<x:message/>");
        QTest::newRow("null character") << QByteArray("<message><body>a") + '\0' + "b</body></message>";
    }
    void brokenXmlEndsTheStream()
    {
        QFETCH(QByteArray, xml);
        FakeXmppServer evil(m_authority->issue(u"evil.example"_s));
        evil.offerTls().login(u"s3cret"_s, "victim@evil.example/fake").answerQueries();
        startWith(evil);
        QCOMPARE(connectToEvil().status, 200);
        evil.write(xml);
        QTRY_VERIFY(!evil.isConnected() || evil.connectionCount() > 1);
        QTRY_VERIFY(m_gateway.daemon.log().contains("victim@evil.example lost"));
        checkThatTheOthersAreWell();
    }

    // One stanza of a stranger does not take the account out of service.
    void oversizeStanzaIsSkipped()
    {
        FakeXmppServer evil(m_authority->issue(u"evil.example"_s));
        evil.offerTls().manageStreams().login(u"s3cret"_s, "victim@evil.example/fake").answerQueries();
        startWith(evil);
        QCOMPARE(connectToEvil().status, 200);
        const QByteArray from = " from='tybalt@evil.example/x' to='victim@evil.example' type='chat'";
        evil.write("<message id='deep'" + from + "><body>a</body>" + QByteArray("<a>").repeated(70)
                   + QByteArray("</a>").repeated(70) + "</message>" + "<message id='large'" + from + "><body>"
                   + QByteArray(1024 * 1024, 'x') + "</body></message>" + "<message id='good'" + from
                   + "><body>good</body></message><r xmlns='urn:xmpp:sm:3'/>");
        QTRY_VERIFY(m_gateway.http->get(u"/dumprcv?jid=victim@evil.example"_s).body.contains("good"));
        QCOMPARE(evil.connectionCount(), 1);
        QVERIFY(evil.isConnected());
        checkThatTheOthersAreWell();
    }

    // A server must not make the daemon connect to hosts that the server itself cannot reach.
    void resumptionLocationIsIgnored_data()
    {
        QTest::addColumn<bool>("isSignedIn");
        QTest::newRow("before the sign-in") << false;
        QTest::newRow("after the sign-in") << true;
    }
    void resumptionLocationIsIgnored()
    {
        QFETCH(bool, isSignedIn);
        const ConnectionCounter elsewhere;
        const QByteArray referral = "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
            + elsewhere.address() + "</see-other-host></stream:error></stream:stream>";
        FakeXmppServer evil(m_authority->issue(u"evil.example"_s));
        evil.offerTls();
        if (isSignedIn)
            evil.login(u"s3cret"_s, "victim@evil.example/fake").answerQueries();
        else
            evil.openStream(
                    "<mechanisms "
                    "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism></mechanisms>")
                .expect("</auth>")
                .send(referral);
        startWith(evil);
        const HttpResponse answer = connectToEvil();
        QCOMPARE(answer.status, isSignedIn ? 200 : 502);
        QVERIFY2(answer.body.contains("refers to another host") != isSignedIn, answer.body.constData());
        if (isSignedIn) {
            evil.write(referral);
            QTRY_VERIFY(m_gateway.daemon.log().contains("refers to another host"));
        }
        checkThatTheOthersAreWell();
        QCOMPARE(elsewhere.count(), 0);
    }

    void streamIsResumedAtTheSameHost()
    {
        const ConnectionCounter elsewhere;
        FakeXmppServer evil(m_authority->issue(u"evil.example"_s));
        evil.offerTls()
            .manageStreams(elsewhere.address())
            .login(u"s3cret"_s, "victim@evil.example/fake")
            .answerQueries();
        startWith(evil);
        QCOMPARE(connectToEvil().status, 200);
        evil.closeConnection();
        QTRY_VERIFY_WITH_TIMEOUT(evil.connectionCount() > 1, 15'000);
        checkThatTheOthersAreWell();
        QCOMPARE(elsewhere.count(), 0);
    }

    void domainAtPrivateAddressIsRejected_data()
    {
        QTest::addColumn<QString>("domain");
        for (const QString &domain : {u"127.0.0.1"_s, u"[::1]"_s, u"10.0.0.1"_s, u"192.168.0.1"_s, u"169.254.169.254"_s,
                                      u"[::ffff:127.0.0.1]"_s, u"sub.localhost"_s})
            QTest::newRow(qPrintable(domain)) << domain;
    }
    void domainAtPrivateAddressIsRejected()
    {
        QFETCH(QString, domain);
        startWith(FakeXmppServer());
        const auto answer = m_gateway.connectAccount(u"victim@"_s + domain, u"s3cret"_s);
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.json.value("error"_L1).toString(), u"domain-not-allowed"_s);
    }

    void inputBeforeTlsIsDiscarded()
    {
        FakeXmppServer evil(m_authority->issue(u"evil.example"_s));
        evil.openStream("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>")
            .expect("<starttls")
            .send(
                "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
                "<stream:features><mechanisms "
                "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>");
        startWith(evil);
        const auto answer = connectToEvil();
        QCOMPARE(answer.status, 502);
        QVERIFY(!evil.clearBytes().contains("<auth"));
        checkThatTheOthersAreWell();
    }
};

QTEST_GUILESS_MAIN(tst_HostileServer)
#include "tst_hostileserver.moc"
