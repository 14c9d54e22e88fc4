// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tlsidentity.h"
#include "support/certificates.h"

#include "httpfixture.h"

#include <QFile>
#include <QSslSocket>
#include <QTemporaryDir>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;
using namespace WebJabber::Test;

static const QString serverName = u"gateway.example"_s;

static QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: gateway.example\r\n" + fields + "\r\n";
}

// HTTP over TLS, served by the daemon itself.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rejectsMismatchedFiles_data();
    void rejectsMismatchedFiles();
    void servesOverTls();
    void sendsALargeAnswerCompletely();
    void reportsADeliveredAnswer();
    void rejectsWithACleanShutdown();
    void certificateCanBeChanged();
    void dropsAClientWithoutTls();
    void dropsASilentClient();
    void detectsClosedConnection();

private:
    HttpSettings settings() const
    {
        HttpSettings settings;
        settings.tls = *TlsIdentity::read(m_server.certificate, m_server.key);
        return settings;
    }
    bool connectTo(QSslSocket &socket, const HttpFixture &fixture, const QString &name = serverName) const;

    QTemporaryDir m_directory;
    CertificateAuthority m_authority{m_directory.path()};
    CertificateFiles m_server = m_authority.issue(serverName);
};

// Connects like a client that trusts the authority and expects this name.
bool TestTls::connectTo(QSslSocket &socket, const HttpFixture &fixture, const QString &name) const
{
    QSslConfiguration configuration;
    configuration.setCaCertificates(QSslCertificate::fromPath(m_authority.file()));
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, fixture.port(), name);
    const auto isDecided = [&] { return socket.isEncrypted() || socket.state() == QAbstractSocket::UnconnectedState; };
    return waitFor(isDecided) && socket.isEncrypted();
}

static QByteArray received(QSslSocket &socket, const std::function<bool(const QByteArray &)> &isEnough)
{
    QByteArray bytes;
    const auto isThere = [&] {
        bytes += socket.readAll();
        return isEnough(bytes);
    };
    return waitFor(isThere) ? bytes : QByteArray();
}

void TestTls::rejectsMismatchedFiles_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("error");
    const auto content = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray certificate = content(m_server.certificate);
    const QByteArray half = certificate.first(certificate.size() / 2);
    const QByteArray key = content(m_server.key);
    const QByteArray otherKey = content(m_authority.issue(u"other.example"_s).key);
    QVERIFY(!certificate.isEmpty() && !key.isEmpty() && !otherKey.isEmpty());
    QTest::newRow("good") << certificate << key << QString();
    QTest::newRow("empty") << QByteArray() << key << u"holds no certificate"_s;
    QTest::newRow("cut") << half << key << u"holds no certificate"_s;
    QTest::newRow("a broken one behind") << certificate + half << key << u"holds no certificate"_s;
    QTest::newRow("changed over") << key << certificate << u"holds no certificate"_s;
    QTest::newRow("no key") << certificate << certificate << u"holds no private key"_s;
    QTest::newRow("another key") << certificate << otherKey << u"is not that of the certificate"_s;
    QTest::newRow("a key with a passphrase")
        << certificate
        << QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n")
        << u"with a passphrase"_s;
}

void TestTls::rejectsMismatchedFiles()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    QFETCH(const QString, error);
    const QString certificateFile = m_directory.filePath(u"tried.crt"_s);
    const QString keyFile = m_directory.filePath(u"tried.key"_s);
    for (const auto &[path, bytes] : {std::pair(certificateFile, certificate), std::pair(keyFile, key)}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    const auto identity = TlsIdentity::read(certificateFile, keyFile);
    QCOMPARE(identity.has_value(), error.isEmpty());
    if (!identity)
        QVERIFY2(identity.error().contains(error), qPrintable(identity.error()));
    QVERIFY(!TlsIdentity::read(m_directory.filePath(u"missing"_s), keyFile));
}

void TestTls::servesOverTls()
{
    HttpFixture fixture(settings());
    QVERIFY(fixture.server().url().startsWith("https://"_L1));
    QSslSocket client;
    QVERIFY2(connectTo(client, fixture), qPrintable(client.errorString()));
    // More than one record, followed by another request.
    const QByteArray body(60'000, 'b');
    client.write("POST /echo HTTP/1.1\r\nHost: gateway.example\r\nContent-Length: 60000\r\n\r\n" + body + get("/now"));
    const QByteArray answers = received(client, [](const QByteArray &bytes) { return bytes.endsWith("\r\n\r\nnow"); });
    QCOMPARE(answers.count("HTTP/1.1 200 OK"), 2);
    QVERIFY(answers.contains(body));
}

void TestTls::sendsALargeAnswerCompletely()
{
    HttpFixture fixture(settings());
    QSslSocket client;
    QVERIFY(connectTo(client, fixture));
    client.write(get("/big", "Connection: close\r\n"));
    qsizetype count = 0;
    QVERIFY(waitFor([&] {
        count += client.readAll().size();
        return client.state() == QAbstractSocket::UnconnectedState;
    }));
    QVERIFY(count > 32 * 1024 * 1024);
    QCOMPARE(fixture.written, QList<bool>{true});
}

// Also if the client disconnects immediately after its answer, before the event loop runs.
void TestTls::reportsADeliveredAnswer()
{
    HttpFixture fixture(settings());
    for (int round = 1; round <= 10; ++round) {
        QSslSocket client;
        QVERIFY(connectTo(client, fixture));
        client.write(get("/sure", round % 2 == 0 ? "Connection: close\r\n" : ""));
        QVERIFY(
            received(client, [](const QByteArray &bytes) { return bytes.endsWith("to be sure"); }).contains(" 200 "));
        client.disconnectFromHost();
        QVERIFY(waitFor([&] { return fixture.written.size() == round; }));
        QCOMPARE(fixture.written, QList<bool>(round, true));
    }
    QSslSocket gone;
    QVERIFY(connectTo(gone, fixture));
    gone.write(get("/later"));
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    const linger atOnce{1, 0};
    QCOMPARE(setsockopt(int(gone.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce)), 0);
    gone.abort(); // resets the connection
    fixture.waiting.front()->answer(HttpResponse::text(u"gone"_s), [&](bool is) { fixture.written.append(is); });
    QVERIFY(waitFor([&] { return fixture.written.size() == 11; }));
    QCOMPARE(fixture.written.last(), false);
}

void TestTls::rejectsWithACleanShutdown()
{
    HttpFixture fixture(settings());
    QSslSocket client;
    QVERIFY(connectTo(client, fixture));
    client.write("GET / HTTP/1.1\r\nHost: a b\r\n\r\n" + get("/now"));
    QVERIFY(waitFor([&] { return client.state() == QAbstractSocket::UnconnectedState; }));
    QVERIFY(client.readAll().startsWith("HTTP/1.1 400 "));
    QCOMPARE(fixture.executed(), QStringList());
}

void TestTls::certificateCanBeChanged()
{
    HttpFixture fixture(settings());
    QSslSocket before;
    QVERIFY(connectTo(before, fixture));
    const CertificateFiles other = m_authority.issue(u"other.example"_s);
    fixture.server().setTls(*TlsIdentity::read(other.certificate, other.key));
    QSslSocket after;
    QVERIFY(connectTo(after, fixture, u"other.example"_s));
    QSslSocket wrong;
    QVERIFY(!connectTo(wrong, fixture));
    before.write(get("/now"));
    QVERIFY(received(before, [](const QByteArray &bytes) { return bytes.endsWith("now"); }).startsWith("HTTP/1.1 200"));
}

void TestTls::dropsAClientWithoutTls()
{
    HttpFixture fixture(settings());
    RawClient client(fixture.port());
    client.send(get("/now"));
    QVERIFY(client.isClosed());
    QVERIFY(!client.received().contains("HTTP"));
    QCOMPARE(fixture.executed(), QStringList());
}

void TestTls::dropsASilentClient()
{
    HttpSettings quick = settings();
    quick.times.idle = 50ms;
    HttpFixture fixture(quick);
    RawClient client(fixture.port());
    QVERIFY(client.isClosed());
    QCOMPARE(fixture.server().connections(), 0);
}

void TestTls::detectsClosedConnection()
{
    HttpFixture fixture(settings());
    auto client = std::make_unique<QSslSocket>();
    QVERIFY(connectTo(*client, fixture));
    client->write(get("/later"));
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    bool isClosedByPeer = false;
    fixture.waiting.front()->whenPeerCloses(this, [&] { isClosedByPeer = true; });
    client->abort();
    QVERIFY(waitFor([&] { return isClosedByPeer; }));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
