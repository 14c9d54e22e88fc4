// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/resolver.h"
#include "push/pushclient.h"
#include "push/subscriptioncheck.h"
#include "shared/sharedpromise.h"
#include "support/certificates.h"
#include "support/deadaddress.h"
#include "support/hostileendpoint.h"

#include <QHttpServer>
#include <QLocale>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

using Mode = HostileEndpoint::Mode;

// URLs of hosts that must not be called, with the port that is monitored.
static const QStringList forbiddenUrls{
    // loopback, in all notations of an address
    u"https://127.0.0.1:PORT/"_s,
    u"https://127.0.0.1.:PORT/"_s,
    u"https://127.1:PORT/"_s,
    u"https://127.0.1:PORT/"_s,
    u"https://127.255.255.254:PORT/"_s,
    u"https://2130706433:PORT/"_s,
    u"https://017700000001:PORT/"_s,
    u"https://0x7f000001:PORT/"_s,
    u"https://0x7F000001:PORT/"_s,
    u"https://0x7f.0.0.1:PORT/"_s,
    u"https://0x7f.1:PORT/"_s,
    u"https://0177.0.0.1:PORT/"_s,
    u"https://0177.0.0.01:PORT/"_s,
    u"https://0177.0.1:PORT/"_s,
    u"https://127.0x0.0.1:PORT/"_s,
    u"https://127.0.0.0001:PORT/"_s,
    u"https://4294967296127.0.0.1:PORT/"_s,
    u"https://１２７.０.０.１:PORT/"_s,
    u"https://①②⑦.⓪.⓪.①:PORT/"_s,
    u"https://127。0。0。1:PORT/"_s,
    u"https://127%2e0%2e0%2e1:PORT/"_s,
    u"https://%31%32%37.0.0.1:PORT/"_s,
    u"https://0:PORT/"_s,
    u"https://0.0.0.0:PORT/"_s,
    u"https://0.0.0.1:PORT/"_s,
    u"https://0x0:PORT/"_s,
    // IPv6, also with an embedded IPv4 address
    u"https://[::1]:PORT/"_s,
    u"https://[0:0:0:0:0:0:0:1]:PORT/"_s,
    u"https://[0000::0001]:PORT/"_s,
    u"https://[::]:PORT/"_s,
    u"https://[::ffff:127.0.0.1]:PORT/"_s,
    u"https://[::ffff:7f00:1]:PORT/"_s,
    u"https://[0:0:0:0:0:ffff:127.0.0.1]:PORT/"_s,
    u"https://[::127.0.0.1]:PORT/"_s,
    u"https://[::ffff:0:127.0.0.1]:PORT/"_s,
    u"https://[64:ff9b::127.0.0.1]:PORT/"_s,
    u"https://[64:ff9b:1::7f00:1]:PORT/"_s,
    u"https://[2002:7f00:1::]:PORT/"_s,
    u"https://[2001:0:7f00:1::]:PORT/"_s,
    u"https://[fe80::1]:PORT/"_s,
    u"https://[fe80::1%25lo]:PORT/"_s,
    u"https://[fc00::1]:PORT/"_s,
    u"https://[fd00:ec2::254]:PORT/"_s,
    u"https://[ff02::1]:PORT/"_s,
    u"https://[::ffff:10.0.0.1]:PORT/"_s,
    u"https://[::ffff:169.254.169.254]:PORT/"_s,
    // other non-public networks
    u"https://10.0.0.1:PORT/"_s,
    u"https://172.16.0.1:PORT/"_s,
    u"https://192.168.0.1:PORT/"_s,
    u"https://169.254.169.254:PORT/latest/meta-data/"_s,
    u"https://100.64.0.1:PORT/"_s,
    u"https://198.18.0.1:PORT/"_s,
    u"https://224.0.0.1:PORT/"_s,
    u"https://255.255.255.255:PORT/"_s,
    u"https://3232235521:PORT/"_s,
    // names
    u"https://localhost:PORT/"_s,
    u"https://LOCALHOST:PORT/"_s,
    u"https://localhost.:PORT/"_s,
    u"https://ｌｏｃａｌｈｏｓｔ:PORT/"_s,
    u"https://anything.localhost:PORT/"_s,
    u"https://loopback.example:PORT/"_s,
    u"https://mapped.example:PORT/"_s,
    u"https://private.example:PORT/"_s,
    u"https://many.example:PORT/"_s,
    u"https://nothing.example:PORT/"_s,
    u"https://rebinding.example:PORT/"_s,
    // additions around the host
    u"https://user@127.0.0.1:PORT/"_s,
    u"https://push.example.org@127.0.0.1:PORT/"_s,
    u"https://push.example.org:443@127.0.0.1:PORT/"_s,
    u"https://127.0.0.1:PORT@push.example.org:1/"_s,
    u"https://127.0.0.1:PORT\\@push.example.org:1/"_s,
    u"https://127.0.0.1:PORT#@push.example.org/"_s,
    u"https://127.0.0.1:PORT?@push.example.org/"_s,
    u"https:127.0.0.1:PORT/"_s,
    u"https:/127.0.0.1:PORT/"_s,
    u"https:///127.0.0.1:PORT/"_s,
    u"https:\\\\127.0.0.1:PORT/"_s,
    u" https://127.0.0.1:PORT/"_s,
    u"https://127.0.0.1 :PORT/"_s,
    u"https://127.0.0.1\t:PORT/"_s,
    u"https://127.0.0.1\r\nX: y:PORT/"_s,
    u"//127.0.0.1:PORT/"_s,
    u"127.0.0.1:PORT/"_s,
    // other schemes, and http to hosts that the operator has not configured
    u"http://127.0.0.1:PORT/"_s,
    u"http://push.example.org:PORT/"_s,
    u"HTTP://127.0.0.1:PORT/"_s,
    u"ftp://own.example:PORT/"_s,
    u"gopher://127.0.0.1:PORT/_x"_s,
    u"unix+http://127.0.0.1:PORT/"_s,
    u"file:///etc/passwd"_s,
    u"data:text/plain,x"_s,
};

namespace {

// An HTTPS server on 127.0.0.1 with a certificate for a name. It responds with 201.
class TlsServer
{
public:
    explicit TlsServer(const QString &name)
        : m_authority(m_directory.path())
    {
        const CertificateFiles files = m_authority.issue(name);
        QFile key(files.key);
        if (!key.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(key.errorString()));
        const QByteArray pem = key.readAll();
        QSslKey privateKey(pem, QSsl::Ec);
        if (privateKey.isNull())
            privateKey = QSslKey(pem, QSsl::Rsa);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate::fromPath(files.certificate).first());
        tls.setPrivateKey(privateKey);
        m_server.setMissingHandler(&m_server,
                                   [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
                                       m_hosts.append(QString::fromLatin1(request.headers().value("Host"_L1)));
                                       responder.write(QHttpServerResponder::StatusCode::Created);
                                   });
        auto *const listener = new QSslServer(&m_server);
        listener->setSslConfiguration(tls);
        if (!listener->listen(QHostAddress::LocalHost) || !m_server.bind(listener))
            qFatal("no TLS server");
        m_port = listener->serverPort();
    }

    quint16 port() const { return m_port; }
    QList<QSslCertificate> authorities() const { return QSslCertificate::fromPath(m_authority.file()); }
    QStringList hosts() const { return m_hosts; } // of the requests so far

private:
    QTemporaryDir m_directory;
    CertificateAuthority m_authority;
    QHttpServer m_server;
    QStringList m_hosts;
    quint16 m_port = 0;
};

} // namespace

class tst_PushClient : public QObject
{
    Q_OBJECT

private:
    // Counts all connections to any address of this machine.
    QTcpServer m_listener;
    int m_connections = 0;
    int m_lookups = 0;
    Resolver m_resolver;

    PushSettings settings() const
    {
        PushSettings settings;
        settings.timeout = 1s;
        settings.ports = {443, m_listener.serverPort()};
        return settings;
    }

    // Resolves the tests' names; numeric addresses and this machine's names are resolved by the system.
    HostLookup lookup()
    {
        return [this](const QString &name, const QObject *context) {
            const QString host = name.endsWith(u'.') ? name.chopped(1) : name;
            ++m_lookups;
            static const QHash<QString, QStringList> names{
                {u"loopback.example"_s, {u"127.0.0.1"_s}},
                {u"mapped.example"_s, {u"::ffff:127.0.0.1"_s}},
                {u"private.example"_s, {u"10.0.0.1"_s}},
                {u"many.example"_s, {u"127.0.0.1"_s, u"::1"_s, u"192.168.0.1"_s}},
                // Public when it is checked, private when it is called.
                {u"rebinding.example"_s, {m_lookups == 1 ? u"9.9.9.9"_s : u"127.0.0.1"_s}},
                {u"own.example"_s, {m_lookups == 1 ? u"127.0.0.1"_s : u"127.0.0.99"_s}},
                {u"refused.example"_s, {u"127.0.0.99"_s, u"127.0.0.1"_s}},
            };
            const bool isOurs = host.endsWith("example"_L1) || host.endsWith("example.org"_L1);
            if (!isOurs)
                return m_resolver.findAddresses(name, context);
            QList<QHostAddress> addresses;
            for (const QString &text : names.value(host))
                addresses.append(QHostAddress(text));
            return QtFuture::makeReadyValueFuture(addresses);
        };
    }

    PushOutcome send(PushClient &client, const QUrl &endpoint)
    {
        std::optional<PushOutcome> outcome;
        client.send({"POST", endpoint, {{"TTL", "1"}}, "hello"}, [&](const PushOutcome &result) { outcome = result; });
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 10s))
            qFatal("no outcome");
        return *outcome;
    }

    Result<CheckedSubscription> check(const QUrl &endpoint)
    {
        RequestedSubscription wanted;
        wanted.subscription.endpoint = endpoint;
        auto answer = SubscriptionCheck(settings(), lookup(), {}).run(wanted);
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 10s))
            qFatal("no answer");
        return answer.result();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_listener.listen(QHostAddress::Any));
        connect(&m_listener, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
                ++m_connections;
                socket->abort();
                socket->deleteLater();
            }
        });
    }

    void init()
    {
        m_connections = 0;
        m_lookups = 0;
    }

    void forbiddenAddressesAreNotCalled_data()
    {
        QTest::addColumn<QString>("text");
        QVERIFY(forbiddenUrls.size() >= 60);
        for (const QString &url : forbiddenUrls)
            QTest::newRow(url.toUtf8().constData())
                << QString(url).replace("PORT"_L1, QString::number(m_listener.serverPort()));
    }
    void forbiddenAddressesAreNotCalled()
    {
        QFETCH(QString, text);
        // An endpoint whose address may change later may be stored, but not called.
        const bool mayBeKept = text.contains("rebinding"_L1) || text.contains("nothing.example"_L1)
            || text.contains("4294967296127"_L1);
        for (const QUrl &url :
             {QUrl(text, QUrl::StrictMode), QUrl(text, QUrl::TolerantMode), QUrl::fromUserInput(text)}) {
            m_lookups = 0;
            const auto checked = check(url);
            if (!checked)
                QCOMPARE(checked.error().code, ProblemCode::EndpointRefused);
            else
                QVERIFY2(mayBeKept, url.toEncoded().constData());
            // Whatever that check returned, this one prevents the call.
            PushClient client(settings(), lookup());
            const PushOutcome outcome = send(client, url);
            QCOMPARE(outcome.status, 0);
            QVERIFY(!outcome.error.isEmpty());
        }
        QTest::qWait(0);
        QCOMPARE(m_connections, 0);
    }

    void allowedAddressesAreConnectedTo()
    {
        PushSettings own = settings();
        own.allow = {u"127.0.0.1"_s, u"::1"_s, u"localhost"_s};
        PushClient client(own, lookup());
        int expected = 0;
        for (const QString &host : {u"127.0.0.1"_s, u"[::1]"_s, u"localhost"_s, u"2130706433"_s}) {
            send(client, QUrl(u"https://%1:%2/"_s.arg(host).arg(m_listener.serverPort())));
            QTRY_VERIFY2(m_connections > expected, qPrintable(host));
            expected = m_connections;
        }
    }

    void otherPortsAreAllowedForOperatorsHostsOnly()
    {
        PushSettings usual;
        usual.allow = {u"own.example"_s};
        QVERIFY(checkEndpoint(QUrl(u"https://push.example.org/x"_s), usual));
        QVERIFY(checkEndpoint(QUrl(u"https://push.example.org:443/x"_s), usual));
        QVERIFY(checkEndpoint(QUrl(u"https://push.example.org:8443/x"_s), usual));
        QVERIFY(checkEndpoint(QUrl(u"https://own.example:5222/x"_s), usual));
        QVERIFY(!checkEndpoint(QUrl(u"https://push.example.org:22/x"_s), usual));
        QVERIFY(!checkEndpoint(QUrl(u"https://push.example.org:80/x"_s), usual));
        QVERIFY(!checkEndpoint(QUrl(u"https://push.example.org/"_s + QString(3000, u'x')), usual));
    }

    // Connects to the checked address, under the endpoint's name.
    void theNameIsUsedForTlsAndHost_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("its own") << u"own.example"_s << true;
        QTest::newRow("of another") << u"other.example"_s << false;
    }
    void theNameIsUsedForTlsAndHost()
    {
        QFETCH(QString, certificate);
        QFETCH(bool, isGood);
        TlsServer server(certificate);
        PushSettings own = settings();
        own.allow = {u"own.example"_s};
        own.caCertificates = server.authorities();
        PushClient client(own, lookup());
        const QString host = u"own.example:%1"_s.arg(server.port());
        const PushOutcome outcome = send(client, QUrl(u"https://"_s + host + u"/x"_s));
        QCOMPARE(outcome.status, isGood ? 201 : 0);
        QCOMPARE(server.hosts(), isGood ? QStringList{host} : QStringList());
        QCOMPARE(m_lookups, 1); // the name is not resolved again
    }

    void nextAddressIsTriedIfOneRefuses()
    {
        HostileEndpoint endpoint;
        PushSettings own = settings();
        own.allow = {u"refused.example"_s};
        PushClient client(own, lookup());
        QUrl url = endpoint.url();
        url.setHost(u"refused.example"_s);
        QCOMPARE(send(client, url).status, 200);
        QCOMPARE(endpoint.bodies(), QList<QByteArray>{"hello"});
    }

    // RFC 8305, section 5.
    void nextAddressIsTriedIfOneDoesNotAnswer_data()
    {
        QTest::addColumn<DeadAddress::Kind>("kind");
        QTest::newRow("swallows packets") << DeadAddress::Kind::DropsSyns;
        QTest::newRow("accepts and is silent") << DeadAddress::Kind::SendsNothing;
    }
    void nextAddressIsTriedIfOneDoesNotAnswer()
    {
        QFETCH(DeadAddress::Kind, kind);
        TlsServer server(u"refused.example"_s);
        const DeadAddress first(kind, u"127.0.0.99"_s, server.port());
        PushSettings own = settings();
        own.timeout = 4s;
        own.allow = {u"refused.example"_s};
        own.caCertificates = server.authorities();
        PushClient client(own, lookup());
        const QString host = u"refused.example:%1"_s.arg(server.port());
        QCOMPARE(send(client, QUrl(u"https://"_s + host + u"/x"_s)).status, 201);
        QCOMPARE(server.hosts(), QStringList{host});
    }

    // The first address may have accepted the push.
    void sentRequestIsNotRepeatedAtAnotherAddress()
    {
        HostileEndpoint endpoint;
        QUrl url = endpoint.url();
        DeadAddress first(DeadAddress::Kind::SendsNothing, u"127.0.0.99"_s, quint16(url.port()));
        url.setHost(u"refused.example"_s);
        PushSettings own = settings();
        own.timeout = 2s;
        own.allow = {u"refused.example"_s};
        PushClient client(own, lookup());
        QCOMPARE(send(client, url).status, 0);
        QCOMPARE(first.takeConnections(), 1);
        QVERIFY(endpoint.bodies().isEmpty());
    }

    void answersAreLimited_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::addColumn<int>("status");
        QTest::newRow("silent") << Mode::Silent << 0;
        QTest::newRow("endless") << Mode::Endless << 200;
        QTest::newRow("an endless head") << Mode::EndlessHead << 0;
        QTest::newRow("a trickle") << Mode::Trickle << 200;
        QTest::newRow("hangs up") << Mode::HangsUp << 0;
        QTest::newRow("no HTTP") << Mode::Garbage << 0;
        QTest::newRow("down") << Mode::Down << 0;
    }
    void answersAreLimited()
    {
        QFETCH(Mode, mode);
        HostileEndpoint endpoint(mode);
        PushSettings own = settings();
        own.allow = {u"127.0.0.1"_s};
        PushClient client(own, lookup());
        QElapsedTimer time;
        time.start();
        const qint64 before = residentKilobytes();
        QTEST(send(client, endpoint.url()).status, "status");
        QVERIFY(time.durationElapsed() < 3s);
        const qint64 grown = residentKilobytes() - before;
        QVERIFY2(grown < mostGrowth, qPrintable(u"memory grew by %1 KiB"_s.arg(grown)));
    }

    void redirectsAreNotFollowed_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {300, 301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }
    void redirectsAreNotFollowed()
    {
        QFETCH(int, status);
        HostileEndpoint endpoint;
        endpoint.setAnswer("HTTP/1.1 " + QByteArray::number(status) + " There\r\nLocation: http://127.0.0.1:"
                           + QByteArray::number(m_listener.serverPort()) + "/");
        PushSettings own = settings();
        own.allow = {u"127.0.0.1"_s};
        PushClient client(own, lookup());
        QCOMPARE(send(client, endpoint.url()).status, status);
        QCOMPARE(endpoint.connections(), 1);
        QCOMPARE(m_connections, 0);
    }

    void cookiesAndPasswordsAreNotSent()
    {
        PushSettings own = settings();
        own.allow = {u"127.0.0.1"_s};
        PushClient client(own, lookup());
        HostileEndpoint endpoint;
        endpoint.setAnswer("HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=\"x\"\r\nSet-Cookie: a=b");
        QCOMPARE(send(client, endpoint.url()).status, 401);
        QCOMPARE(send(client, endpoint.url()).status, 401);
        QCOMPARE(endpoint.bodies().size(), 2);
        for (const QByteArray &head : endpoint.heads()) {
            QVERIFY2(!head.contains("cookie"), head.constData());
            QVERIFY2(!head.contains("authorization"), head.constData());
        }
    }

    void retryAfterIsParsed_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        QTest::newRow("seconds") << QByteArray("120") << qint64(120) << qint64(120);
        QTest::newRow("a date")
            << QDateTime::currentDateTimeUtc().addSecs(3600).toString(u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1()
            << qint64(3500) << qint64(3600);
        const QDateTime inAnHour = QDateTime::currentDateTimeUtc().addSecs(3600);
        QTest::newRow("a date as of RFC 850")
            << QLocale::c().toString(inAnHour, u"dddd, dd-MMM-yy HH:mm:ss 'GMT'"_s).toLatin1() << qint64(3500)
            << qint64(3600);
        QTest::newRow("a date as of asctime()")
            << QLocale::c().toString(inAnHour, u"ddd MMM d HH:mm:ss yyyy"_s).toLatin1() << qint64(3500) << qint64(3600);
        QTest::newRow("a date in a thousand years")
            << QByteArray("Mon, 06 Nov 3026 08:49:37 GMT") << qint64(72 * 3600) << qint64(72 * 3600);
        QTest::newRow("a date that is over") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64(0) << qint64(0);
        QTest::newRow("negative") << QByteArray("-5") << qint64(0) << qint64(0);
        QTest::newRow("nonsense") << QByteArray("soon") << qint64(-1) << qint64(-1);
        QTest::newRow("too much") << QByteArray("9223372036854775807") << qint64(72 * 3600) << qint64(72 * 3600);
        QTest::newRow("more than fits") << QByteArray("99999999999999999999") << qint64(72 * 3600) << qint64(72 * 3600);
    }
    void retryAfterIsParsed()
    {
        QFETCH(QByteArray, value);
        HostileEndpoint endpoint;
        endpoint.setAnswer("HTTP/1.1 503 Busy\r\nRetry-After: " + value);
        PushSettings own = settings();
        own.allow = {u"127.0.0.1"_s};
        PushClient client(own, lookup());
        const auto after = send(client, endpoint.url()).retryAfter.value_or(-1s);
        QFETCH(qint64, least);
        QFETCH(qint64, most);
        QVERIFY2(after.count() >= least && after.count() <= most,
                 QByteArray::number(qint64(after.count())).constData());
    }

private:
    // An endless response is hundreds of megabytes in this time.
#ifdef __SANITIZE_ADDRESS__
    static constexpr qint64 mostGrowth = 64 * 1024; // AddressSanitizer delays the reuse of freed memory
#else
    static constexpr qint64 mostGrowth = 8 * 1024;
#endif
    static qint64 residentKilobytes()
    {
        QFile status(u"/proc/self/status"_s);
        if (!status.open(QIODevice::ReadOnly))
            return 0;
        const QByteArray text = status.readAll();
        return text.sliced(text.indexOf("VmRSS:") + 6, 20).simplified().split(' ').first().toLongLong();
    }
};

QTEST_GUILESS_MAIN(tst_PushClient)
#include "tst_pushclient.moc"
