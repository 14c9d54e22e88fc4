// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"
#include "support/fakexmppserver.h"
#include "support/gateway.h"

#include <QScopeGuard>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <chrono>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber::Test;

// The program as an operator uses it.
class tst_Daemon : public QObject
{
    Q_OBJECT

    static QByteArray configFor(const FakeXmppServer &server, std::chrono::seconds loginTimeout)
    {
        GatewayConfig config;
        config.xmppPort = server.port();
        config.xmpp = "login_timeout_seconds = " + QByteArray::number(loginTimeout.count()) + '\n';
        return config.toml();
    }

    static QByteArray tlsConfig(const CertificateFiles &files)
    {
        return "[http]\ncertificate = \"" + files.certificate.toUtf8() + "\"\nkey = \"" + files.key.toUtf8() + "\"\n";
    }

    // The name in its certificate, on a new connection.
    static QString nameShownBy(const DaemonProcess &daemon)
    {
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, daemon.port());
        if (!socket.waitForEncrypted())
            return socket.errorString();
        return socket.peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
    }

private Q_SLOTS:
    void exitCodesMatchTheDocumentation_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("help") << QByteArray() << QStringList(u"--help"_s) << 0 << QByteArray("--check-config");
        QTest::newRow("version") << QByteArray() << QStringList(u"--version"_s) << 0
                                 << QByteArray("webjabberd 0.1.0 (Qt 6");
        QTest::newRow("option") << QByteArray() << QStringList(u"--nonsense"_s) << 2 << QByteArray("--help");
        QTest::newRow("good config") << QByteArray() << QStringList(u"--check-config"_s) << 0 << QByteArray("OK");
        QTest::newRow("bad config") << QByteArray("[http]\n\nlisten = 5\n") << QStringList() << 2
                                    << QByteArray("webjabber.toml:3");
        QTest::newRow("unknown key") << QByteArray("[http]\nlisen = \"x\"\n") << QStringList() << 2
                                     << QByteArray("http.lisen");
    }
    void exitCodesMatchTheDocumentation()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, said);
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        const auto exitCode = daemon.run(config, arguments);
        QVERIFY(exitCode);
        QTEST(*exitCode, "exitCode");
        QVERIFY2(daemon.log().contains(said), daemon.log().constData());
    }

    void runsOnBothEventDispatchers_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("ours") << QByteArray("epoll");
        QTest::newRow("Qt's own") << QByteArray("qt");
    }
    void runsOnBothEventDispatchers()
    {
        QFETCH(const QByteArray, name);
        qputenv("WEBJABBER_EVENT_DISPATCHER", name);
        const auto restore = qScopeGuard([] { qunsetenv("WEBJABBER_EVENT_DISPATCHER"); });
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(daemon.start({}));
        QCOMPARE(daemon.stop(), 0);
    }

    void refusesAnUnknownEventDispatcher()
    {
        qputenv("WEBJABBER_EVENT_DISPATCHER", "kqueue");
        const auto restore = qScopeGuard([] { qunsetenv("WEBJABBER_EVENT_DISPATCHER"); });
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QCOMPARE(daemon.run({}), 2);
        QVERIFY2(daemon.log().contains("WEBJABBER_EVENT_DISPATCHER must be epoll or qt"), daemon.log().constData());
    }

    void reportsAddressInUse()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QCOMPARE(daemon.run({}, {u"--listen"_s, u"127.0.0.1:%1"_s.arg(other.serverPort())}), 3);
        QVERIFY(daemon.log().contains(QByteArray::number(other.serverPort())));
    }

    void accessLogCanBeDisabled()
    {
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(daemon.start({}));
        QVERIFY(daemon.waitForLog("GET /healthz 200"));
        DaemonProcess silent(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(silent.start("[http]\naccess_log = false\n"));
        QVERIFY(silent.stop().has_value());
        QVERIFY2(!silent.log().contains("/healthz"), silent.log().constData());
    }

    void answersRequestsForOtherProtocols()
    {
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(daemon.start({}));
        for (const QByteArray path : {"/healthz", "/nothing"}) {
            QTcpSocket client;
            client.connectToHost(QHostAddress::LocalHost, daemon.port());
            client.write("GET " + path
                         + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            QTRY_VERIFY(client.bytesAvailable() > 20 || client.state() == QAbstractSocket::UnconnectedState);
            const QByteArray answer = client.readAll();
            QVERIFY2(answer.startsWith(path == "/healthz" ? "HTTP/1.1 200" : "HTTP/1.1 404"), answer.constData());
        }
        QVERIFY(daemon.isRunning());
    }

    void survivesInvalidPaths_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"PRI * HTTP/2.0", "CONNECT example.org:443 HTTP/1.1", "OPTIONS * HTTP/1.1",
                                 "GET // HTTP/1.1", "GET * HTTP/1.1", "GET http://localhost HTTP/1.1", "GET ? HTTP/1.1",
                                 "GET # HTTP/1.1", "GET :// HTTP/1.1", "GET \xff HTTP/1.1", "GET %00 HTTP/1.1"})
            QTest::newRow(line) << QByteArray(line);
    }

    // Whether there is a response does not matter here.
    void survivesInvalidPaths()
    {
        QFETCH(const QByteArray, line);
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(daemon.start({}));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, daemon.port());
        client.write(line + "\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(client.bytesAvailable() > 0 || client.state() == QAbstractSocket::UnconnectedState);
        QCOMPARE(HttpClient(daemon.url()).get(u"/healthz"_s).status, 200);
        QVERIFY(daemon.isRunning());
    }

    void survivesInputAfterTheLastAnswer()
    {
        FakeXmppServer silent;
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(daemon.start(configFor(silent, 2s)));
        const QByteArray signIn = R"({"jid": "romeo@localhost", "password": "demo"})";
        // The second request makes Qt close the connection, and it may still handle the third.
        const QByteArray three = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nnonsense\r\n\r\n"
                                 "POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                 "Content-Length: "
            + QByteArray::number(signIn.size()) + "\r\n\r\n" + signIn;
        for (int i = 0; i < 20; ++i) {
            QTcpSocket client;
            client.connectToHost(QHostAddress::LocalHost, daemon.port());
            client.write(three);
            QTRY_VERIFY(client.state() == QAbstractSocket::UnconnectedState);
            QVERIFY(client.readAll().startsWith("HTTP/1.1 200"));
        }
        // This request is answered last, so its answer proves that the daemon survived those above.
        HttpClient http(daemon.url());
        const QJsonObject json{{u"jid"_s, u"romeo@localhost"_s}, {u"password"_s, u"demo"_s}};
        QCOMPARE(http.postJson(u"/v1/sessions"_s, json).status, 504);
        QVERIFY2(daemon.isRunning(), daemon.log().right(500).constData());
    }

    void stopsCleanlyDuringALongPoll()
    {
        FakeXmppServer silent;
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(daemon.start(configFor(silent, 3s)));
        HttpClient http(daemon.url());
        const auto waiting = http.startGet(u"/connect?jid=romeo@localhost&pwd=demo"_s);
        QTRY_COMPARE(silent.connectionCount(), 1);
        QCOMPARE(daemon.stop(), 0);
        QCOMPARE(waiting->wait().status, 504); // requests in flight were completed
    }

    // The client's TCP may acknowledge an answer some 40 ms after the client has read it.
    void messagesReceivedBeforeStopAreAcknowledged()
    {
        const QString romeo = u"romeo@localhost"_s;
        Gateway gateway(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY2(gateway.start(), (gateway.daemon.log() + gateway.prosody.logTail()).constData());
        QCOMPARE(gateway.connectAccount(romeo).status, 200);
        for (int i = 0; i < 5; ++i) {
            const QString text = u"message %1"_s.arg(i);
            QCOMPARE(gateway.sendMessage(romeo, romeo, text).status, 200);
            QCOMPARE(gateway.receiveAll(romeo, 1), QStringList(text));
            QCOMPARE(gateway.daemon.stop(), 0);
            QVERIFY(gateway.daemon.restart());
            gateway.http = std::make_unique<HttpClient>(gateway.daemon.url());
        }
        QCOMPARE(gateway.receiveAll(romeo, 0), QStringList());
    }

    void sendsUnavailablePresenceOnStop()
    {
        Gateway gateway(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY2(gateway.start(), (gateway.daemon.log() + gateway.prosody.logTail()).constData());
        Gateway &watcher = gateway;
        DaemonProcess second(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(second.start(gateway.config().toml()));
        HttpClient secondHttp(second.url());
        QCOMPARE(secondHttp.postForm(u"/connect"_s, {{u"jid"_s, u"romeo@localhost"_s}, {u"pwd"_s, u"demo"_s}}).status,
                 200);
        QCOMPARE(watcher.connectAccount(u"juliet@localhost"_s).status, 200);
        QTRY_COMPARE(watcher.presence(u"juliet@localhost"_s, u"romeo@localhost"_s), u"online"_s);
        QCOMPARE(second.stop(), 0);
        QTRY_COMPARE(watcher.presence(u"juliet@localhost"_s, u"romeo@localhost"_s), u"offline"_s);
    }

    void reloadsOnHangup()
    {
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY(daemon.start({}));
        ::kill(pid_t(daemon.pid()), SIGHUP);
        QVERIFY2(daemon.waitForLog("configuration reloaded"), daemon.log().constData());
        QCOMPARE(HttpClient(daemon.url()).get(u"/healthz"_s).status, 200);
    }

    // RFC 9325.
    void rejectsOldCiphers_data()
    {
        QTest::addColumn<QString>("ciphers");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("AEAD") << u"ECDHE-ECDSA-AES128-GCM-SHA256"_s << true;
        QTest::newRow("CBC") << u"ECDHE-ECDSA-AES128-SHA256"_s << false;
    }
    void rejectsOldCiphers()
    {
        QFETCH(const QString, ciphers);
        const QTemporaryDir directory;
        const CertificateFiles files = CertificateAuthority(directory.path()).issue(u"localhost"_s);
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY2(daemon.start(tlsConfig(files)), daemon.log().constData());
        QSslConfiguration configuration;
        configuration.setProtocol(QSsl::TlsV1_2);
        configuration.setCiphers(ciphers);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        QSslSocket socket;
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, daemon.port());
        QTEST(socket.waitForEncrypted(), "isTaken");
    }

    void reloadsCertificateOnHangup()
    {
        const QTemporaryDir directory;
        const CertificateAuthority authority(directory.path());
        const CertificateFiles first = authority.issue(u"first.example"_s);
        const CertificateFiles second = authority.issue(u"second.example"_s);
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY2(daemon.start(tlsConfig(first)), daemon.log().constData());
        QCOMPARE(nameShownBy(daemon), u"first.example"_s);
        const auto replace = [](const QString &file, const QString &with) {
            return QFile::remove(file) && QFile::copy(with, file);
        };
        // Half of a change: the certificate is replaced, the key is not yet.
        QVERIFY(replace(first.certificate, second.certificate));
        ::kill(pid_t(daemon.pid()), SIGHUP);
        QVERIFY2(daemon.waitForLog("the configuration is not reloaded"), daemon.log().constData());
        QCOMPARE(nameShownBy(daemon), u"first.example"_s);
        QVERIFY(replace(first.key, second.key));
        ::kill(pid_t(daemon.pid()), SIGHUP);
        QVERIFY2(daemon.waitForLog("configuration reloaded"), daemon.log().constData());
        QCOMPARE(nameShownBy(daemon), u"second.example"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Daemon)
#include "tst_daemon.moc"
