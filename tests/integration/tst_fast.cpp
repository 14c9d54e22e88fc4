// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/prosody.h"
#include "xmpp/connectioncredentials.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QTest>
#include <QXmppAuthenticationError.h>
#include <QXmppClient.h>
#include <QXmppConfiguration.h>
#include <QXmppError.h>
#include <QXmppOutgoingClient.h>

#include <chrono>
#include <optional>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;
using Refusal = QXmpp::AuthenticationError::Type;

static constexpr auto deadline = 20s;

// Prosody renews the token at each sign-in.
static const QByteArray renewing = "VirtualHost 'localhost'\nsasl2_fast_token_min_ttl = -1\n";
// Prosody issues tokens that have already expired.
static const QByteArray expiring = "VirtualHost 'localhost'\nsasl2_fast_token_ttl = -10\n";
static const QByteArray withoutFast = "VirtualHost 'localhost'\nmodules_disabled = { 'sasl2_fast' }\n";
static const QByteArray withoutSasl2 =
    "VirtualHost 'localhost'\nmodules_disabled = { 'sasl2', 'sasl2_fast', 'sasl2_bind2', 'sasl2_sm' }\n";
static const QByteArray anonymous = "VirtualHost 'localhost'\nauthentication = 'anonymous'\n";

namespace {

// One connection of romeo, configured as in a session.
class Connection final : private ConnectionCredentials::Listener
{
public:
    Connection(const Test::Prosody &prosody, CredentialsMode mode)
        : keeper(mode, client, *this)
    {
        client.setLogger(nullptr);
        QXmppConfiguration &configuration = client.configuration();
        configuration.setJid(u"romeo@localhost"_s);
        configuration.setHost(u"127.0.0.1"_s);
        configuration.setPort(prosody.port());
        configuration.setCaCertificates(QSslCertificate::fromPath(prosody.caFile()));
        configuration.setStreamSecurityMode(QXmppConfiguration::TLSRequired);
        configuration.setAutoReconnectionEnabled(false);
        QObject::connect(&client, &QXmppClient::errorOccurred, &client, [this](const QXmppError &error) {
            m_failed = true;
            if (const auto refused = error.value<QXmpp::AuthenticationError>())
                m_refusal = refused->type;
        });
        QObject::connect(&client, &QXmppClient::connected, &client, [this] {
            keeper.handleConnected();
            m_reportedBefore = m_reported.size();
        });
        QObject::connect(&client, &QXmppClient::disconnected, &client, [this] { keeper.handleDisconnected(); });
    }

    bool signIn()
    {
        keeper.apply();
        return signInAgain();
    }
    // Uses the configuration left by the last sign-in.
    bool signInAgain()
    {
        m_failed = false;
        m_refusal.reset();
        m_reported.clear();
        client.connectToServer(client.configuration());
        if (QTest::qWaitFor([this] { return client.isConnected() || m_failed; }, deadline) && !m_failed)
            return true;
        (void)waitForEnd(); // so that another sign-in is possible
        return false;
    }
    bool signIn(const QString &password)
    {
        keeper.setPassword(password);
        return signIn();
    }
    bool signOut()
    {
        client.disconnectFromServer();
        return waitForEnd();
    }

    std::optional<Refusal> refusal() const { return m_refusal; }
    // The credentials that the last sign-in reported for storage; nothing if it reported none.
    std::optional<StoredCredentials> reported() const
    {
        return m_reported.isEmpty() ? std::nullopt : std::optional(m_reported.last());
    }
    // How many of these were reported before the sign-in was.
    qsizetype reportedBefore() const { return m_reportedBefore; }
    int renewalsDue() const { return m_renewalsDue; }

    QXmppClient client{QXmppClient::NoExtensions};
    ConnectionCredentials keeper;

private:
    void handleCredentials(const StoredCredentials &toStore) override { m_reported += toStore; }
    void handleRenewalDue() override { ++m_renewalsDue; }

    bool waitForEnd()
    {
        const auto *socket = client.findChild<QXmppOutgoingClient *>()->socket();
        return QTest::qWaitFor([socket] { return socket->state() == QAbstractSocket::UnconnectedState; }, deadline);
    }

    QList<StoredCredentials> m_reported;
    qsizetype m_reportedBefore = 0;
    int m_renewalsDue = 0;
    bool m_failed = false;
    std::optional<Refusal> m_refusal;
};

} // namespace

class TestFast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void tokenReplacesPassword();
    void tokenAloneSignsIn();
    void aRenewedTokenReplacesTheOldOne();
    void unchangedTokenIsReportedOnce();
    void unstoredCredentialsAreReportedAgain();
    void aLostRenewalCostsNothing();
    void tokenOfInterruptedSignInIsKept();
    void tokenDoesNotVerifyAPassword();
    void anExpiredTokenIsRefused();
    void aTokenOfAnotherDeviceIsRefused();
    void passwordSignsInIfTokenIsRejected();
    void newPasswordIsAdoptedFromAnotherConnection();
    void serverWithoutTokensUsesPassword_data();
    void serverWithoutTokensUsesPassword();
    void tokenIsDroppedIfServerStopsSupportingIt_data();
    void tokenIsDroppedIfServerStopsSupportingIt();
    void modePasswordRequestsNoToken();
    void modePasswordUsesUpAToken();
    void modeNoneStoresNoSecret();
    void modeNoneDiscardsStoredCredentials();
    void anonymousSignInIsRejected();
    void aTokenIsRenewedBeforeItExpires();

private:
    void startProsody(const QByteArray &extraConfig);
    StoredCredentials storedAfterSignIn();

    std::unique_ptr<Test::Prosody> m_prosody;
};

void TestFast::initTestCase()
{
    m_prosody = std::make_unique<Test::Prosody>();
    m_prosody->addAccount(u"romeo"_s, u"secret"_s);
}

void TestFast::init()
{
    startProsody(renewing);
}

void TestFast::startProsody(const QByteArray &extraConfig)
{
    m_prosody->setExtraConfig(extraConfig);
    QVERIFY2(m_prosody->restart(), m_prosody->logTail().constData());
}

StoredCredentials TestFast::storedAfterSignIn()
{
    Connection first(*m_prosody, CredentialsMode::TokenPreferred);
    const bool signedIn = first.signIn(u"secret"_s) && first.reported() && first.signOut();
    return signedIn ? *first.reported() : StoredCredentials();
}

void TestFast::tokenReplacesPassword()
{
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    QVERIFY(romeo.signIn(u"secret"_s));
    QVERIFY(romeo.reported());
    QCOMPARE(romeo.reportedBefore(), 1);
    QVERIFY(romeo.reported()->token.contains("ht-token"));
    QCOMPARE(romeo.reported()->password, QString());
    QVERIFY(!romeo.reported()->deviceId.isNull());
    QVERIFY(romeo.reported()->passwordHash.matches(u"secret"_s));
    // It is not in memory either.
    QCOMPARE(romeo.keeper.current(), *romeo.reported());
    QCOMPARE(romeo.client.configuration().password(), QString());
    QVERIFY(romeo.keeper.usesPassword(u"secret"_s));
    QVERIFY(!romeo.keeper.usesPassword(u"other"_s));
    QVERIFY(romeo.keeper.canSignIn());
}

void TestFast::tokenAloneSignsIn()
{
    const StoredCredentials stored = storedAfterSignIn();
    QVERIFY(stored.canSignIn());
    QCOMPARE(stored.password, QString());
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(StoredCredentials::fromBytes(stored.toBytes()).value());
    QVERIFY(!romeo.reported());
    QVERIFY(romeo.signIn());
    QVERIFY(romeo.keeper.usesPassword(u"secret"_s));
    // Also after the server was down.
    QVERIFY(romeo.signOut());
    QVERIFY(m_prosody->restart());
    QVERIFY(romeo.signIn());
}

void TestFast::aRenewedTokenReplacesTheOldOne()
{
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    QVERIFY(romeo.signIn(u"secret"_s));
    StoredCredentials last = romeo.reported().value_or(StoredCredentials());
    const QUuid device = last.deviceId;
    constexpr int signIns = 3;
    for (int i = 0; i < signIns; ++i) {
        QVERIFY(romeo.signOut());
        QVERIFY(romeo.signIn());
        QVERIFY(romeo.reported());
        QVERIFY(romeo.reported()->token != last.token);
        QCOMPARE(romeo.reported()->deviceId, device);
        last = *romeo.reported();
    }
}

void TestFast::unchangedTokenIsReportedOnce()
{
    startProsody("VirtualHost 'localhost'\n");
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    QVERIFY(romeo.signIn(u"secret"_s));
    QVERIFY(romeo.reported());
    QVERIFY(romeo.signOut());
    QVERIFY(romeo.signIn());
    QVERIFY(!romeo.reported());
}

void TestFast::unstoredCredentialsAreReportedAgain()
{
    startProsody("VirtualHost 'localhost'\n");
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    QVERIFY(romeo.signIn(u"secret"_s));
    const auto reported = romeo.reported();
    romeo.keeper.reportAgain();
    QVERIFY(romeo.signOut());
    QVERIFY(romeo.signIn());
    QCOMPARE(romeo.reported(), reported);
}

// If the daemon is killed between the server's answer and the commit, it restarts with the previous token.
void TestFast::aLostRenewalCostsNothing()
{
    const StoredCredentials stored = storedAfterSignIn();
    constexpr int losses = 3;
    for (int i = 0; i < losses; ++i) {
        Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
        romeo.keeper.restore(stored);
        QVERIFY(romeo.signIn());
        QVERIFY(romeo.reported() && romeo.reported()->token != stored.token);
        QVERIFY(romeo.signOut());
    }
}

// A stream may break after QXmpp got a new token and before it was reported. The next sign-in uses that token, and
// afterwards the server accepts no other.
void TestFast::tokenOfInterruptedSignInIsKept()
{
    const StoredCredentials stored = storedAfterSignIn();
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(stored);
    romeo.client.blockSignals(true);
    QVERIFY(romeo.signIn());
    QVERIFY(romeo.signOut());
    romeo.client.blockSignals(false);
    QVERIFY(!romeo.reported());
    startProsody("VirtualHost 'localhost'\n"); // from now on it renews no token
    QVERIFY(romeo.signInAgain());
    QVERIFY(romeo.reported());
    QVERIFY(romeo.reported()->token != stored.token);
    QVERIFY(romeo.signOut());
    QVERIFY(romeo.signIn());
}

void TestFast::tokenDoesNotVerifyAPassword()
{
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(storedAfterSignIn());
    QVERIFY(!romeo.signIn(u"wrong"_s));
    QCOMPARE(romeo.refusal(), Refusal::NotAuthorized);
    QVERIFY(!romeo.reported());
}

void TestFast::anExpiredTokenIsRefused()
{
    startProsody(expiring);
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(storedAfterSignIn());
    QVERIFY(romeo.keeper.canSignIn());
    QVERIFY(!romeo.signIn());
    QCOMPARE(romeo.refusal(), Refusal::CredentialsExpired);
    QVERIFY(!romeo.reported());
}

void TestFast::aTokenOfAnotherDeviceIsRefused()
{
    StoredCredentials stored = storedAfterSignIn();
    stored.deviceId = QUuid::createUuid();
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(stored);
    QVERIFY(!romeo.signIn());
    QCOMPARE(romeo.refusal(), Refusal::NotAuthorized);
}

void TestFast::passwordSignsInIfTokenIsRejected()
{
    const StoredCredentials stored = storedAfterSignIn();
    Connection thief(*m_prosody, CredentialsMode::TokenPreferred);
    thief.keeper.restore(stored);
    QVERIFY(thief.signIn()); // using a renewed token invalidates the one before
    QVERIFY(thief.signOut());
    QVERIFY(thief.signIn());
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(stored);
    QVERIFY(!romeo.signIn());
    QCOMPARE(romeo.refusal(), Refusal::NotAuthorized);
    QVERIFY(romeo.signIn(u"secret"_s));
    QVERIFY(romeo.reported());
    QVERIFY(!romeo.reported()->token.isEmpty() && romeo.reported()->token != stored.token);
    QCOMPARE(romeo.reported()->deviceId, stored.deviceId);
}

void TestFast::newPasswordIsAdoptedFromAnotherConnection()
{
    Connection session(*m_prosody, CredentialsMode::TokenPreferred);
    QVERIFY(session.signIn(u"secret"_s));
    const StoredCredentials before = session.keeper.current();
    {
        Connection check(*m_prosody, CredentialsMode::TokenPreferred);
        QVERIFY(check.signIn(u"secret"_s));
        QVERIFY(session.client.isConnected()); // they do not disconnect each other
        session.keeper.adopt(check.keeper.current());
        QVERIFY(check.signOut());
    }
    QVERIFY(session.reported());
    QVERIFY(session.reported()->token != before.token);
    QVERIFY(session.reported()->deviceId != before.deviceId);
    QVERIFY(session.signOut());
    QVERIFY(session.signIn());
}

void TestFast::serverWithoutTokensUsesPassword_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::newRow("SASL2 without FAST") << withoutFast;
    QTest::newRow("SASL only") << withoutSasl2;
}

void TestFast::serverWithoutTokensUsesPassword()
{
    QFETCH(const QByteArray, config);
    startProsody(config);
    const StoredCredentials stored = storedAfterSignIn();
    QCOMPARE(stored.password, u"secret"_s);
    QCOMPARE(stored.token, QByteArray());
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(stored);
    QVERIFY(romeo.signIn());
    QVERIFY(!romeo.reported());
    QVERIFY(romeo.signOut());
    startProsody(renewing); // the server supports tokens from now on
    QVERIFY(romeo.signIn());
    QVERIFY(romeo.reported());
    QCOMPARE(romeo.reported()->password, QString());
    QVERIFY(!romeo.reported()->token.isEmpty());
}

void TestFast::tokenIsDroppedIfServerStopsSupportingIt_data()
{
    serverWithoutTokensUsesPassword_data();
}

void TestFast::tokenIsDroppedIfServerStopsSupportingIt()
{
    QFETCH(const QByteArray, config);
    const StoredCredentials stored = storedAfterSignIn();
    startProsody(config);
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    romeo.keeper.restore(stored);
    QVERIFY(!romeo.signIn());
    QCOMPARE(romeo.refusal(), Refusal::MechanismMismatch);
    QVERIFY(romeo.signIn(u"secret"_s));
    QVERIFY(romeo.reported());
    QCOMPARE(romeo.reported()->password, u"secret"_s);
}

void TestFast::modePasswordRequestsNoToken()
{
    Connection romeo(*m_prosody, CredentialsMode::Password);
    QVERIFY(romeo.signIn(u"secret"_s));
    QVERIFY(romeo.reported());
    QCOMPARE(romeo.reported()->password, u"secret"_s);
    QCOMPARE(romeo.reported()->token, QByteArray());
    Connection again(*m_prosody, CredentialsMode::Password);
    again.keeper.restore(*romeo.reported());
    QVERIFY(again.signIn());
    QVERIFY(!again.reported());
}

void TestFast::modePasswordUsesUpAToken()
{
    Connection romeo(*m_prosody, CredentialsMode::Password);
    romeo.keeper.restore(storedAfterSignIn());
    QVERIFY(romeo.signIn());
    QVERIFY(romeo.signOut());
    QVERIFY(romeo.signIn(u"secret"_s));
    QVERIFY(romeo.reported());
    QCOMPARE(romeo.reported()->password, u"secret"_s);
    QCOMPARE(romeo.reported()->token, QByteArray());
}

void TestFast::modeNoneStoresNoSecret()
{
    Connection romeo(*m_prosody, CredentialsMode::None);
    QVERIFY(romeo.signIn(u"secret"_s));
    QVERIFY(romeo.reported());
    QCOMPARE(*romeo.reported(), (StoredCredentials{{}, {}, romeo.keeper.current().deviceId, {}}));
    QVERIFY(romeo.keeper.usesPassword(u"secret"_s));
    QVERIFY(romeo.signOut());
    QVERIFY(romeo.signIn());
}

void TestFast::modeNoneDiscardsStoredCredentials()
{
    const StoredCredentials stored = storedAfterSignIn();
    Connection romeo(*m_prosody, CredentialsMode::None);
    romeo.keeper.restore(stored);
    QVERIFY(!romeo.keeper.canSignIn());
    QVERIFY(!romeo.keeper.usesPassword(u"secret"_s));
    QVERIFY(romeo.reported());
    QCOMPARE(*romeo.reported(), (StoredCredentials{{}, {}, stored.deviceId, {}}));
}

// QXmpp alone would accept SASL ANONYMOUS, with any password and a user name that the server invents.
void TestFast::anonymousSignInIsRejected()
{
    startProsody(anonymous);
    for (const auto mode : {CredentialsMode::TokenPreferred, CredentialsMode::Password, CredentialsMode::None}) {
        Connection romeo(*m_prosody, mode);
        QVERIFY(!romeo.signIn(u"secret"_s));
        QCOMPARE(romeo.refusal(), Refusal::MechanismMismatch);
        QVERIFY(!romeo.reported());
    }
}

void TestFast::aTokenIsRenewedBeforeItExpires()
{
    constexpr auto life = 6s;
    startProsody("VirtualHost 'localhost'\nsasl2_fast_token_min_ttl = 0\nsasl2_fast_token_ttl = "
                 + QByteArray::number(qint64(life.count())) + '\n');
    Connection romeo(*m_prosody, CredentialsMode::TokenPreferred);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(romeo.signIn(u"secret"_s));
    QTRY_COMPARE_WITH_TIMEOUT(romeo.renewalsDue(), 1, life);
    QVERIFY(timer.durationElapsed() > life / 2);
    QVERIFY(romeo.signOut());
    QVERIFY(romeo.signIn());
    QVERIFY(romeo.reported()); // a new one, with another full lifetime
}

QTEST_GUILESS_MAIN(TestFast)
#include "tst_fast.moc"
