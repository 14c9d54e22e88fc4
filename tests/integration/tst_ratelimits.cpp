// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/gateway.h"
#include "support/pushlistener.h"
#include "support/v1client.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// Which requests [limits] throttles, and what clients over the limits receive.
class tst_RateLimits : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

    // Starts with these lines of [limits] and empty counters.
    bool startWith(const QByteArray &limits, const QByteArray &exempt = "[]")
    {
        GatewayConfig config = m_gateway.config();
        config.limits = limits + "exempt = " + exempt + '\n';
        m_gateway.daemon.stop();
        m_gateway.daemon.forgetState();
        if (!m_gateway.daemon.start(config.toml()))
            return false;
        m_gateway.http = std::make_unique<HttpClient>(m_gateway.daemon.url());
        return true;
    }

    // `seconds` is the largest Retry-After that the response may have.
    static bool isRefused(const HttpResponse &answer, int seconds)
    {
        const int reported = answer.header("Retry-After"_L1).toInt();
        return V1Client::isProblem(answer, 429, u"too-many-requests"_s) && reported > 0 && reported <= seconds;
    }

    // The same in the legacy API's format.
    static bool isRefusedAs2012(const HttpResponse &answer, int seconds)
    {
        const int reported = answer.header("Retry-After"_L1).toInt();
        return answer.status == 429 && answer.json.value("status"_L1).toString() == "ERROR"_L1
            && answer.json.value("error"_L1).toString() == "too-many-requests"_L1 && reported > 0
            && reported <= seconds;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_gateway.start(), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }

    void signInsOfAnAccount()
    {
        QVERIFY(startWith("sign_ins_per_account = 3\n"));
        QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(romeo, u"wrong"_s).status, 401);
        QCOMPARE(m_gateway.connectAccount(romeo, u"wrong too"_s).status, 401);
        QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(romeo).status, 201);
        QVERIFY(isRefused(V1Client(m_gateway.daemon.url()).signIn(u"ROMEO@localhost"_s), 20));
        QVERIFY(isRefusedAs2012(m_gateway.connectAccount(romeo), 20));
        QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(juliet).status, 201);
    }

    // Debian's ejabberd bans an address after twenty failures, and all of them come from the daemon.
    void failedSignInsAtADomain_data()
    {
        QTest::addColumn<QByteArray>("exempt");
        QTest::newRow("of any client") << QByteArray("[]");
        QTest::newRow("of exempt ones") << QByteArray("[\"127.0.0.1\"]");
    }
    void failedSignInsAtADomain()
    {
        QFETCH(QByteArray, exempt);
        QVERIFY(startWith("sign_ins_per_address = 0\nsign_ins_per_account = 0\n", exempt));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(u"user%1@localhost"_s.arg(i), u"wrong"_s).status, 401);
        QVERIFY(isRefused(V1Client(m_gateway.daemon.url()).signIn(romeo), 12));
        QVERIFY(isRefusedAs2012(m_gateway.connectAccount(juliet), 12));
    }

    void newAccountsOfAnAddress()
    {
        QVERIFY(startWith("accounts_per_address_per_day = 1\n"));
        QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(romeo).status, 201);
        QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(romeo).status, 201);
        QVERIFY(isRefused(V1Client(m_gateway.daemon.url()).signIn(juliet), 24 * 60 * 60));
    }

    void accountsOfTheDaemon_data()
    {
        QTest::addColumn<QByteArray>("limit");
        QTest::newRow("of all") << QByteArray("max_accounts = 1\n");
        QTest::newRow("of a domain") << QByteArray("accounts_per_domain = 1\n");
    }
    void accountsOfTheDaemon()
    {
        QFETCH(const QByteArray, limit);
        QVERIFY(startWith(limit));
        V1Client phone(m_gateway.daemon.url());
        QCOMPARE(phone.signIn(romeo).status, 201);
        QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(romeo).status, 201);
        QVERIFY(isRefused(V1Client(m_gateway.daemon.url()).signIn(juliet), 3600));
    }

    void signInsOfAnAddress()
    {
        QVERIFY(startWith("sign_ins_per_address = 2\n"));
        QCOMPARE(V1Client(m_gateway.daemon.url()).signIn(juliet).status, 201);
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        QVERIFY(isRefused(V1Client(m_gateway.daemon.url()).signIn(juliet), 30));
        QVERIFY(isRefusedAs2012(m_gateway.connectAccount(u"nobody@localhost"_s), 30));
    }

    void aRefusedSignInDoesNotReachTheXmppServer()
    {
        FakeXmppServer silent; // accepts connections and sends nothing
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        GatewayConfig config;
        config.xmppPort = silent.port();
        config.xmpp = "login_timeout_seconds = 1\n";
        config.limits = "sign_ins_per_account = 1\n";
        QVERIFY(daemon.start(config.toml()));
        QCOMPARE(V1Client(daemon.url()).signIn(romeo).status, 504);
        QVERIFY(isRefused(V1Client(daemon.url()).signIn(romeo), 60));
        QCOMPARE(silent.connectionCount(), 1);
    }

    void messagesOfAnAccount()
    {
        QVERIFY(startWith("messages_per_account = 2\n"));
        V1Client phone(m_gateway.daemon.url());
        QCOMPARE(phone.signIn(romeo).status, 201);
        QCOMPARE(phone.send(juliet, u"one"_s).status, 201);
        QCOMPARE(m_gateway.sendMessage(romeo, juliet, u"two"_s).status, 200);
        QVERIFY(isRefused(phone.send(juliet, u"three"_s), 30));
        QVERIFY(isRefusedAs2012(m_gateway.sendMessage(romeo, juliet, u"four"_s), 30));
        QCOMPARE(phone.get(u"/v1/session"_s).status, 200);

        V1Client other(m_gateway.daemon.url());
        QCOMPARE(other.signIn(juliet).status, 201);
        QCOMPARE(other.send(romeo, u"one of hers"_s).status, 201);
    }

    void messagesOfAnAddress()
    {
        QVERIFY(startWith("messages_per_address = 2\n"));
        V1Client his(m_gateway.daemon.url());
        QCOMPARE(his.signIn(romeo).status, 201);
        V1Client hers(m_gateway.daemon.url());
        QCOMPARE(hers.signIn(juliet).status, 201);
        QCOMPARE(his.send(juliet, u"one"_s).status, 201);
        QCOMPARE(hers.send(romeo, u"two"_s).status, 201);
        QVERIFY(isRefused(his.send(juliet, u"three"_s), 30));
        QVERIFY(isRefusedAs2012(m_gateway.sendMessage(juliet, romeo, u"four"_s), 30));
    }

    void subscriptions()
    {
        QVERIFY(startWith("subscriptions_per_account = 3\n"));
        PushListener listener;
        const QString endpoint = listener.url(u"/push"_s).toString();
        const QJsonObject push{{u"kind"_s, u"simplepush"_s}, {u"endpoint"_s, endpoint}};
        const QString contact = u"/v1/contacts/juliet%40localhost/subscription"_s;
        const QJsonObject request{{u"action"_s, u"request"_s}};
        V1Client phone(m_gateway.daemon.url());
        QCOMPARE(phone.signIn(romeo).status, 201);
        QCOMPARE(phone.post(u"/v1/push-subscriptions"_s, push).status, 201);
        QCOMPARE(phone.post(contact, request).status, 204);
        QCOMPARE(m_gateway.connectAccount(romeo, u"demo"_s, endpoint).status, 200);
        QVERIFY(isRefused(phone.post(u"/v1/push-subscriptions"_s, push), 20));
        QVERIFY(isRefused(phone.post(contact, request), 20));
        QVERIFY(isRefusedAs2012(m_gateway.connectAccount(romeo, u"demo"_s, endpoint), 20));
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
    }

    // The rate-limited requests of the earlier tests, markers (which are queued with the messages, for which there may
    // be no room), and no others.
    void descriptionListsTheLimits()
    {
        const QJsonObject paths = m_gateway.http->get(u"/openapi.json"_s).json.value("paths"_L1).toObject();
        QStringList named;
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            const QJsonObject methods = path->toObject();
            for (auto method = methods.begin(); method != methods.end(); ++method) {
                const QJsonValue limited = (*method)["responses"_L1]["429"_L1];
                if (limited.isUndefined())
                    continue;
                named += method.key() + u' ' + path.key();
                QVERIFY(limited["headers"_L1]["Retry-After"_L1].isObject());
            }
        }
        QCOMPARE(named,
                 QStringList({u"post /v1/contacts/{jid}/subscription"_s, u"post /v1/markers"_s, u"post /v1/messages"_s,
                              u"post /v1/push-subscriptions"_s, u"post /v1/sessions"_s}));
    }
};

QTEST_GUILESS_MAIN(tst_RateLimits)
#include "tst_ratelimits.moc"
