// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionregistry.h"
#include "support/memorystore.h"
#include "support/prosody.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

static const Jid romeo = Jid::fromServer(u"romeo@localhost"_s);

// The handling of a session that its server first accepted and now rejects.
class tst_Refusal : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Test::Prosody> m_prosody;
    std::unique_ptr<Test::MemoryStore> m_store;
    XmppSettings m_settings;
    std::unique_ptr<SessionRegistry> m_registry;

    void start(const QList<std::chrono::milliseconds> &refusalRetries)
    {
        XmppSettings &settings = m_settings;
        settings = {};
        settings.conflictWait = 100ms;
        settings.domains.insert(u"localhost"_s, {u"127.0.0.1"_s, m_prosody->port(), {}});
        settings.caCertificates = QSslCertificate::fromPath(m_prosody->caFile());
        settings.longestReconnectDelay = 100ms;
        settings.credentials = CredentialsMode::Password;
        settings.refusalRetries = refusalRetries;
        m_registry = std::make_unique<SessionRegistry>(settings, *m_store, NameLookups{});
    }

    Result<void> signIn(const QString &password)
    {
        const auto answer = m_registry->signIn(romeo, password);
        const bool answered = QTest::qWaitFor([&] { return answer.isFinished(); }, 20s);
        return answered ? answer.result() : problem(ProblemCode::Timeout, u"no answer"_s);
    }

    bool changePassword(const QString &password)
    {
        m_prosody->kill();
        m_prosody->addAccount(u"romeo"_s, password);
        return m_prosody->restart();
    }

    SessionState state() const
    {
        const Session *session = m_registry->find(romeo);
        return session ? session->state() : SessionState::Offline;
    }

    QStringList reported() const // the states in events
    {
        QStringList states;
        for (const Event &event : m_store->events(romeo)) {
            if (event.type == EventType::Session)
                states += QJsonDocument::fromJson(event.content).object().value("state"_L1).toString();
        }
        return states;
    }

private Q_SLOTS:
    void init()
    {
        m_prosody = std::make_unique<Test::Prosody>();
        m_prosody->addAccount(u"romeo"_s, u"secret"_s);
        QVERIFY2(m_prosody->start(), m_prosody->logTail().constData());
        m_store = std::make_unique<Test::MemoryStore>();
    }
    void cleanup()
    {
        m_registry.reset();
        m_store.reset();
    }

    void goodPasswordIsRetried()
    {
        start({50ms, 50ms, 1h});
        QVERIFY(signIn(u"secret"_s));
        QVERIFY(changePassword(u"changed"_s));
        // After two more attempts it waits for the last one.
        QTRY_COMPARE_WITH_TIMEOUT(m_registry->find(romeo)->refusals(), 3, 20s);
        QCOMPARE(state(), SessionState::Waiting);
        QVERIFY(changePassword(u"secret"_s));
        m_registry->find(romeo)->reconnect();
        QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Online, 20s);
        QCOMPARE(reported(), QStringList()); // it was never rejected for good
    }

    void refusalAfterRetriesCreatesAnEvent()
    {
        start({50ms, 50ms});
        QVERIFY(signIn(u"secret"_s));
        QVERIFY(changePassword(u"changed"_s));
        QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Refused, 20s);
        QTRY_COMPARE(reported(), QStringList(u"refused"_s));
        const QJsonObject content = QJsonDocument::fromJson(m_store->events(romeo).last().content).object();
        QCOMPARE(content.value("reason"_L1).toString(), u"not-authorized"_s);
        QCOMPARE(content.value("condition"_L1).toString(), u"not-authorized"_s);
        QVERIFY(!content.value("text"_L1).toString().isEmpty());

        QCOMPARE(signIn(u"wrong"_s).error().code, ProblemCode::NotAuthorized);
        QCOMPARE(state(), SessionState::Refused); // a password that never worked is not tried again
        QVERIFY(signIn(u"changed"_s));
        QTRY_COMPARE(reported(), QStringList({u"refused"_s, u"online"_s}));
    }

    void aNewPasswordEndsTheWait()
    {
        start({1h});
        QVERIFY(signIn(u"secret"_s));
        QVERIFY(changePassword(u"changed"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_registry->find(romeo)->refusals(), 1, 20s);
        QVERIFY(signIn(u"changed"_s));
        QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Online, 20s);
        QCOMPARE(reported(), QStringList());
    }

    void sameResourceElsewhereIsNotDisplaced()
    {
        start({});
        StoredCredentials kept;
        connect(&m_registry->events(), &SessionEvents::credentialsChanged, this,
                [&kept](const Jid &, const StoredCredentials &credentials) { kept = credentials; });
        QVERIFY(signIn(u"secret"_s));
        // Like a daemon copied together with its state: the same device, and so the same resource.
        Test::MemoryStore store;
        SessionRegistry copy(m_settings, store, NameLookups{});
        copy.restore({romeo, {}, {}, {}}, kept);
        QTRY_COMPARE_WITH_TIMEOUT(m_registry->find(romeo)->reconnects(), 1, 20s);
        QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Online, 20s);
        QCOMPARE(copy.find(romeo)->state(), SessionState::Online);
        QCOMPARE(copy.find(romeo)->reconnects(), 0);
    }

    void aFirstSignInIsRefusedAtOnce()
    {
        start({1h});
        QCOMPARE(signIn(u"wrong"_s).error().code, ProblemCode::NotAuthorized);
        QVERIFY(!m_registry->peek(romeo));
    }
};

QTEST_GUILESS_MAIN(tst_Refusal)
#include "tst_refusal.moc"
