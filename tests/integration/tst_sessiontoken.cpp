// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionregistry.h"
#include "support/memorystore.h"
#include "support/prosody.h"
#include "support/xmpppeer.h"

#include <QSignalSpy>
#include <QSslCertificate>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

static constexpr auto deadline = 20s;
static const Jid romeo = Jid::fromServer(u"romeo@localhost"_s);

// Sessions that start and end on one store, like those of a daemon that is killed and restarted.
class TestSessionToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRestartSignsInByToken_data();
    void aRestartSignsInByToken();
    void wrongPasswordIsRejectedDespiteToken();
    void modeNoneDiscardsCredentialsOnNextStart();
    void aTokenIsRenewedOnAResumedStream();

private:
    void startProsody(const QByteArray &extraConfig);
    void startRegistry(CredentialsMode mode = CredentialsMode::TokenPreferred);
    Result<void> signIn(const QString &password);
    bool restore();

    std::unique_ptr<Test::Prosody> m_prosody;
    std::unique_ptr<Test::MemoryStore> m_store;
    std::unique_ptr<SessionRegistry> m_registry;
    StoredCredentials m_kept; // as the registry reported it
};

void TestSessionToken::init()
{
    m_prosody = std::make_unique<Test::Prosody>();
    m_prosody->addAccount(u"romeo"_s, u"secret"_s);
    m_prosody->addAccount(u"juliet"_s, u"secret"_s);
    m_store = std::make_unique<Test::MemoryStore>();
    m_kept = {};
}

void TestSessionToken::cleanup()
{
    m_registry.reset();
    m_store.reset();
}

void TestSessionToken::startProsody(const QByteArray &extraConfig)
{
    m_prosody->setExtraConfig("VirtualHost 'localhost'\n" + extraConfig);
    QVERIFY2(m_prosody->restart(), m_prosody->logTail().constData());
}

void TestSessionToken::startRegistry(CredentialsMode mode)
{
    XmppSettings settings;
    settings.domains.insert(u"localhost"_s, {u"127.0.0.1"_s, m_prosody->port(), {}});
    settings.caCertificates = QSslCertificate::fromPath(m_prosody->caFile());
    settings.longestReconnectDelay = 100ms;
    settings.credentials = mode;
    m_registry = std::make_unique<SessionRegistry>(settings, *m_store, NameLookups{});
    connect(&m_registry->events(), &SessionEvents::credentialsChanged, this,
            [this](const Jid &account, const StoredCredentials &credentials) {
                QCOMPARE(account, romeo);
                m_kept = credentials;
            });
}

Result<void> TestSessionToken::signIn(const QString &password)
{
    const auto answer = m_registry->signIn(romeo, password);
    const bool answered = QTest::qWaitFor([&] { return answer.isFinished(); }, deadline);
    return answered ? answer.result() : problem(ProblemCode::Timeout, u"no answer"_s);
}

bool TestSessionToken::restore()
{
    m_registry->restore({romeo, {}, {}, {}}, m_kept);
    return QTest::qWaitFor(
        [this] {
            const Session *session = m_registry->find(romeo);
            return session && session->state() == SessionState::Online;
        },
        deadline);
}

void TestSessionToken::aRestartSignsInByToken_data()
{
    QTest::addColumn<CredentialsMode>("mode");
    QTest::newRow("token") << CredentialsMode::TokenPreferred;
    QTest::newRow("password") << CredentialsMode::Password;
}

void TestSessionToken::aRestartSignsInByToken()
{
    QFETCH(const CredentialsMode, mode);
    startProsody("sasl2_fast_token_min_ttl = -1\n");
    startRegistry(mode);
    QVERIFY(signIn(u"secret"_s));
    QCOMPARE(m_kept.password.isEmpty(), mode == CredentialsMode::TokenPreferred);
    constexpr int restarts = 3;
    for (int i = 0; i < restarts; ++i) {
        startRegistry(mode);
        QVERIFY2(restore(), m_prosody->logTail().constData());
        QVERIFY(signIn(u"secret"_s)); // the second device's
    }
}

void TestSessionToken::wrongPasswordIsRejectedDespiteToken()
{
    startProsody({});
    startRegistry();
    QVERIFY(signIn(u"secret"_s));
    QCOMPARE(signIn(u"wrong"_s).error().code, ProblemCode::NotAuthorized);
    startRegistry();
    m_registry->restore({romeo, {}, {}, {}}, m_kept);
    QCOMPARE(signIn(u"wrong"_s).error().code, ProblemCode::NotAuthorized);
    QVERIFY(restore());
    QVERIFY(signIn(u"secret"_s));
}

void TestSessionToken::modeNoneDiscardsCredentialsOnNextStart()
{
    startProsody({});
    startRegistry();
    QVERIFY(signIn(u"secret"_s));
    QVERIFY(m_kept.canSignIn());
    startRegistry(CredentialsMode::None);
    m_registry->restore({romeo, {}, {}, {}}, m_kept);
    QCOMPARE(m_registry->count(), 0);
    QVERIFY(!m_kept.canSignIn());
}

void TestSessionToken::aTokenIsRenewedOnAResumedStream()
{
    constexpr qsizetype renewals = 2;
    startProsody("sasl2_fast_token_min_ttl = 0\nsasl2_fast_token_ttl = 6\n");
    startRegistry();
    QVERIFY(signIn(u"secret"_s));
    Test::XmppPeer juliet(m_prosody->port(), m_prosody->caFile());
    QVERIFY(juliet.signIn(u"juliet"_s, u"secret"_s));
    const QSignalSpy reported(&m_registry->events(), &SessionEvents::credentialsChanged);
    qsizetype sent = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            juliet.sendMessage(romeo.toString(), QString::number(++sent));
            return reported.size() == renewals;
        },
        deadline));
    QTRY_COMPARE(m_store->bodies(romeo).size(), sent);
    for (qsizetype i = 0; i < sent; ++i)
        QCOMPARE(m_store->bodies(romeo).at(i), QString::number(i + 1));
}

QTEST_GUILESS_MAIN(TestSessionToken)
#include "tst_sessiontoken.moc"
