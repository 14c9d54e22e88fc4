// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/deadaddress.h"
#include "support/fakexmppserver.h"
#include "xmpp/xmppconnection.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QXmppClient.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

namespace {

// A connection to a domain "example" whose server's addresses are set by the test.
class Connection final : private XmppConnection::Listener
{
public:
    explicit Connection(const QString &account = u"juliet@example"_s)
        : m_account(Jid::fromServer(account))
    {
        settings.tls = TlsMode::Off;
    }

    void setServer(quint16 port, const QStringList &addresses)
    {
        settings.domains.insert(u"example"_s, {u"server.example"_s, port, settings.tls});
        m_addresses.clear();
        for (const QString &address : addresses)
            m_addresses.append(QHostAddress(address));
    }

    // Signs in. Returns false if that fails or takes too long.
    bool open(std::chrono::seconds timeout = 15s)
    {
        ended.reset();
        isEstablished = false;
        if (!m_connection) {
            m_connection = std::make_unique<XmppConnection>(m_account, settings, m_limiter, m_turns, m_locator,
                                                            static_cast<XmppConnection::Listener &>(*this));
            m_connection->credentials().setPassword(u"demo"_s);
        }
        m_connection->open(QXmppPresence());
        return QTest::qWaitFor([this] { return isEstablished || ended; }, timeout) && isEstablished;
    }

    XmppConnection *operator->() { return m_connection.get(); } // after open()

    XmppSettings settings; // before the first open()
    bool isEstablished = false;
    std::optional<Problem> ended;

private:
    void handleEstablished(bool) override { isEstablished = true; }
    void handleReceivedCount(quint32) override { }
    void handleEnded(const Problem &problem) override { ended = problem; }
    void handleCredentials(const StoredCredentials &) override { }
    void handleTraced(Direction, const QString &) override { }

    Jid m_account;
    QList<QHostAddress> m_addresses;
    LoginLimiter m_limiter;
    ReadScheduler m_turns;
    ServerLocator m_locator{
        settings,
        NameLookups{[this](const QString &, const QObject *) { return QtFuture::makeReadyValueFuture(m_addresses); },
                    {}}};
    std::unique_ptr<XmppConnection> m_connection;
};

} // namespace

// Which address a connection uses, how long it tries, and which account it signs in.
class tst_XmppConnection : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;
    std::unique_ptr<CertificateAuthority> m_authority;

private Q_SLOTS:
    void initTestCase() { m_authority = std::make_unique<CertificateAuthority>(m_directory.path()); }

    void nextAddressIsTriedAfterADeadOne_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("swallows packets") << int(DeadAddress::Kind::DropsSyns);
        QTest::newRow("accepts and is silent") << int(DeadAddress::Kind::SendsNothing);
        QTest::newRow("refuses") << int(DeadAddress::Kind::Refuses);
    }
    void nextAddressIsTriedAfterADeadOne()
    {
        QFETCH(int, kind);
        FakeXmppServer server;
        server.login(u"demo"_s, "juliet@example/fake").answerQueries();
        DeadAddress dead(DeadAddress::Kind(kind), u"127.0.0.2"_s, server.port());
        Connection connection;
        connection.settings.loginTimeout = 6s;
        connection.setServer(server.port(), {u"127.0.0.2"_s, u"127.0.0.1"_s});
        QVERIFY2(connection.open(), qPrintable(connection.ended ? connection.ended->detail : u"nothing"_s));

        // The next attempt uses the good address at once.
        dead.takeConnections();
        connection->close();
        QElapsedTimer time;
        time.start();
        QVERIFY(connection.open());
        QVERIFY2(time.elapsed() < 2'000, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(dead.takeConnections(), 0);
    }

    void directTlsHasATimeLimit()
    {
        FakeXmppServer server(m_authority->issue(u"example"_s));
        server.startTls().login(u"demo"_s, "juliet@example/fake").answerQueries();
        const DeadAddress dead(DeadAddress::Kind::SendsNothing, u"127.0.0.2"_s, server.port());
        Connection connection;
        connection.settings.tls = TlsMode::Direct;
        connection.settings.verifyCertificates = false;
        connection.settings.loginTimeout = 6s;
        connection.setServer(server.port(), {u"127.0.0.2"_s, u"127.0.0.1"_s});
        QVERIFY2(connection.open(), qPrintable(connection.ended ? connection.ended->detail : u"nothing"_s));
    }

    void allDeadAddressesEndInTime()
    {
        FakeXmppServer server;
        const quint16 port = server.port();
        const DeadAddress first(DeadAddress::Kind::DropsSyns, u"127.0.0.2"_s, port);
        const DeadAddress second(DeadAddress::Kind::SendsNothing, u"127.0.0.3"_s, port);
        const DeadAddress third(DeadAddress::Kind::SendsNothing, u"127.0.0.4"_s, port);
        Connection connection;
        connection.settings.loginTimeout = 3s;
        connection.setServer(port, {u"127.0.0.2"_s, u"127.0.0.3"_s, u"127.0.0.4"_s});
        QElapsedTimer time;
        time.start();
        QVERIFY(!connection.open());
        QVERIFY(connection.ended);
        QVERIFY2(time.elapsed() > 2'500 && time.elapsed() < 4'500, qPrintable(QString::number(time.elapsed())));
    }

    void signsInOverIpv6_data()
    {
        QTest::addColumn<bool>("isDirect");
        QTest::addColumn<QStringList>("addresses");
        for (const bool isDirect : {false, true}) {
            QTest::addRow("IPv6 only, %s", isDirect ? "direct TLS" : "STARTTLS") << isDirect << QStringList{u"::1"_s};
            QTest::addRow("both, IPv4 dead, %s", isDirect ? "direct TLS" : "STARTTLS")
                << isDirect << QStringList{u"127.0.0.1"_s, u"::1"_s};
        }
    }
    void signsInOverIpv6()
    {
        QFETCH(bool, isDirect);
        QFETCH(QStringList, addresses);
        FakeXmppServer server(m_authority->issue(u"example"_s), QHostAddress(QHostAddress::LocalHostIPv6));
        (isDirect ? server.startTls() : server.offerTls()).login(u"demo"_s, "juliet@example/fake").answerQueries();
        Connection connection;
        connection.settings.tls = isDirect ? TlsMode::Direct : TlsMode::Required;
        connection.settings.caCertificates = QSslCertificate::fromPath(m_authority->file());
        connection.setServer(server.port(), addresses);
        QVERIFY2(connection.open(), qPrintable(connection.ended ? connection.ended->detail : u"nothing"_s));
    }

    // Nothing may be sent to an address that was not checked, however QXmpp connected to it.
    void noCredentialsAreSentToAnotherAddress()
    {
        FakeXmppServer server;
        server.login(u"demo"_s, "juliet@example/fake").answerQueries();
        FakeXmppServer inside;
        inside.login(u"demo"_s, "juliet@example/fake").answerQueries();
        Connection connection;
        connection.setServer(server.port(), {u"127.0.0.1"_s});
        QVERIFY(connection.open());
        QXmppClient &client = connection->client();
        QXmppConfiguration elsewhere = client.configuration();
        elsewhere.setPort(inside.port());
        client.disconnectFromServer();
        QTRY_VERIFY(connection.ended);
        connection.ended.reset();
        connection.isEstablished = false;
        client.connectToServer(elsewhere);
        QTRY_COMPARE(inside.connectionCount(), 1);
        QTRY_VERIFY(!inside.isConnected());
        QCOMPARE(inside.clearBytes(), QByteArray());
        QVERIFY(!connection.isEstablished);
        // The next attempt uses the right address.
        QVERIFY(connection.open());
        QCOMPARE(inside.connectionCount(), 1);
    }

    // RFC 6120, section 7.6.1: the server decides the JID.
    void boundJidMustBeTheAccount_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("bound");
        QTest::addColumn<bool>("isAccount");
        QTest::newRow("as typed") << u"juliet@example"_s << QByteArray("juliet@example/fake") << true;
        QTest::newRow("other case") << u"juliet@example"_s << QByteArray("Juliet@Example/fake") << true;
        QTest::newRow("not normalised") << u"zoë@example"_s << QByteArray("zoe\xcc\x88@example/fake") << true;
        QTest::newRow("folded") << u"straß@example"_s << QByteArray("strass@example/fake") << false;
        QTest::newRow("strauss") << u"straß@example"_s << QByteArray("strauss@example/fake") << false;
        QTest::newRow("somebody else") << u"juliet@example"_s << QByteArray("romeo@example/fake") << false;
        QTest::newRow("other domain") << u"juliet@example"_s << QByteArray("juliet@example.org/fake") << false;
    }
    void boundJidMustBeTheAccount()
    {
        QFETCH(QString, typed);
        QFETCH(QByteArray, bound);
        QFETCH(bool, isAccount);
        FakeXmppServer server;
        server.login(u"demo"_s, bound).answerQueries();
        Connection connection(typed);
        connection.setServer(server.port(), {u"127.0.0.1"_s});
        const QString bare = QString::fromUtf8(bound.first(bound.indexOf('/')));
        for (int i = 0; i < 2; ++i) { // the second time as well
            QCOMPARE(connection.open(), isAccount);
            if (isAccount) {
                QCOMPARE(Jid::fromServer(connection->client().configuration().jidBare()).toString(), bare);
                connection->close();
            } else {
                QCOMPARE(connection.ended->code, ProblemCode::XmppError);
                QVERIFY2(connection.ended->detail.contains(bare), qPrintable(connection.ended->detail));
            }
            QTRY_VERIFY(!server.isConnected());
        }
    }
};

QTEST_GUILESS_MAIN(tst_XmppConnection)
#include "tst_xmppconnection.moc"
