// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// The access that `[compat] auth` grants, and the access of other sites' pages.
class tst_LegacyAuth : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

    void startWith(const QByteArray &legacy, const QByteArray &http = {})
    {
        m_gateway.daemon.stop();
        GatewayConfig config = m_gateway.config();
        config.legacy = legacy;
        config.http = http;
        QVERIFY2(m_gateway.daemon.start(config.toml()), m_gateway.daemon.log().constData());
        m_gateway.http = std::make_unique<HttpClient>(m_gateway.daemon.url());
    }

    QByteArray tokenOf(const QString &jid)
    {
        const auto answer = m_gateway.connectAccount(jid);
        return answer.json.value("token"_L1).toString().toLatin1();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_gateway.prosody.start(), m_gateway.prosody.logTail().constData()); }

    void tokenIsValidForItsAccountOnly()
    {
        startWith("auth = \"token\"\n");
        const QByteArray token = tokenOf(romeo);
        const QByteArray otherToken = tokenOf(juliet);
        QVERIFY(!token.isEmpty() && token != otherToken);
        HttpClient &http = *m_gateway.http;

        QCOMPARE(http.get(u"/receive?jid=romeo@localhost"_s).status, 401);
        QCOMPARE(http.get(u"/receive"_s).status, 401);
        QCOMPARE(http.get(u"/receive"_s, {{"Authorization", "Bearer " + token}}).status, 200);
        QCOMPARE(http.get(u"/receive?jid=romeo@localhost"_s, {{"Authorization", "bearer " + token}}).status, 200);
        QCOMPARE(http.get(u"/receive?jid=ROMEO@LocalHost"_s, {{"Authorization", "Bearer " + token}}).status, 200);
        QCOMPARE(http.get(u"/receive?token="_s + QString::fromLatin1(token)).status, 200);
        QCOMPARE(http.postForm(u"/receive"_s, {{u"token"_s, QString::fromLatin1(token)}}).status, 200);
        QCOMPARE(http.get(u"/receive?jid=romeo@localhost"_s, {{"Authorization", "Bearer " + otherToken}}).status, 401);
        QCOMPARE(http.get(u"/receive"_s, {{"Authorization", "Bearer " + token + "x"}}).status, 401);
        QCOMPARE(http.get(u"/receive"_s, {{"Authorization", "Bearer"}}).status, 401);
        QCOMPARE(http.get(u"/receive"_s, {{"Authorization", "Basic " + token}}).status, 401);
        QCOMPARE(
            http.get(u"/send?from=juliet@localhost&to=romeo@localhost&msg=x"_s, {{"Authorization", "Bearer " + token}})
                .status,
            401);

        QCOMPARE(http.get(u"/disconnect"_s, {{"Authorization", "Bearer " + token}}).status, 200);
        QCOMPARE(http.get(u"/receive"_s, {{"Authorization", "Bearer " + token}}).status, 401);
        QCOMPARE(http.get(u"/receive"_s, {{"Authorization", "Bearer " + otherToken}}).status, 200);
    }

    void connectCookieWorksForSameOriginPages()
    {
        startWith("auth = \"token\"\n");
        m_gateway.http->setKeepsCookies(true);
        const auto connected = m_gateway.connectAccount(romeo);
        const QByteArray cookie = connected.header("Set-Cookie"_L1);
        QVERIFY2(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"),
                 cookie.constData());
        QCOMPARE(m_gateway.http->get(u"/receive"_s).status, 200);
        QCOMPARE(m_gateway.http->get(u"/receive"_s, {{"Origin", "https://evil.example"}}).status, 401);
        QCOMPARE(m_gateway.http->get(u"/receive"_s, {{"Sec-Fetch-Site", "cross-site"}}).status, 401);
    }

    // Browsers accept the prefix only from the host itself, and only with Secure and Path=/.
    void httpsCookieHasHostPrefix()
    {
        startWith("auth = \"token\"\n");
        const auto connect = [this](const HttpHeaderList &headers) {
            return m_gateway.http->postJson(u"/connect"_s, {{u"jid"_s, romeo}, {u"pwd"_s, u"demo"_s}}, headers);
        };
        const QByteArray plain = connect({}).header("Set-Cookie"_L1);
        QVERIFY2(plain.startsWith("webjabber_token=wj_") && !plain.contains("Secure"), plain.constData());
        for (const QByteArray field : {"X-Forwarded-Proto: https", "Forwarded: for=192.0.2.1;proto=https"}) {
            const qsizetype colon = field.indexOf(':');
            const QByteArray cookie = connect({{field.first(colon), field.sliced(colon + 2)}}).header("Set-Cookie"_L1);
            QVERIFY2(cookie.startsWith("__Host-webjabber_token=wj_"), cookie.constData());
            for (const char *attribute : {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"})
                QVERIFY2(cookie.split(';').contains(QByteArray(" ") + attribute), attribute);
            QVERIFY(!cookie.contains("Domain"));
            const QByteArray pair = cookie.first(cookie.indexOf(';'));
            const QByteArray old = plain.first(plain.indexOf(';'));
            QCOMPARE(m_gateway.http->get(u"/receive"_s, {{"Cookie", pair}}).status, 200);
            QCOMPARE(m_gateway.http->get(u"/receive"_s, {{"Cookie", "a=b; " + old}}).status, 200);
            QCOMPARE(m_gateway.http->get(u"/receive"_s, {{"Cookie", "webjabber_token=wj_x; " + pair}}).status, 200);
            QCOMPARE(m_gateway.http->get(u"/receive"_s, {{"Cookie", "webjabber_token=wj_x"}}).status, 401);
        }
    }

    void modeJidRejectsOtherSites()
    {
        startWith("auth = \"jid\"\n", "allowed_origins = [\"https://app.example\"]\n");
        QVERIFY(m_gateway.daemon.log().contains("warning"));
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        const QString path = u"/receive?jid=romeo@localhost"_s;
        QCOMPARE(m_gateway.http->get(path).status, 200);
        QCOMPARE(m_gateway.http->get(path, {{"Origin", "https://evil.example"}}).status, 401);
        QCOMPARE(m_gateway.http->get(path, {{"Host", "evil.example"}}).status, 401);
        const auto allowed = m_gateway.http->get(path, {{"Origin", "https://app.example"}});
        QCOMPARE(allowed.status, 200);
        QCOMPARE(allowed.header("Access-Control-Allow-Origin"_L1), "https://app.example");
        const auto preflight = m_gateway.http->send(
            "OPTIONS", path, {}, {{"Origin", "https://app.example"}, {"Access-Control-Request-Method", "POST"}});
        QCOMPARE(preflight.status, 204);
        QVERIFY(preflight.header("Access-Control-Allow-Methods"_L1).contains("POST"));
    }

    void modeOffRemovesTheRoutes()
    {
        startWith("auth = \"off\"\n");
        QCOMPARE(m_gateway.connectAccount(romeo).status, 404);
        QCOMPARE(m_gateway.http->get(u"/healthz"_s).status, 200);
    }

    void passwordInUrlIsAcceptedFromLoopbackOnly()
    {
        startWith("auth = \"token\"\n");
        const QString path = u"/connect?jid=romeo@localhost&pwd=demo"_s;
        QCOMPARE(m_gateway.http->get(path).status, 200);
        const auto proxied = m_gateway.http->get(path, {{"X-Forwarded-For", "192.0.2.1"}});
        QCOMPARE(proxied.status, 400);
        QVERIFY(proxied.json.value("detail"_L1).toString().contains("POST"_L1));
        startWith("auth = \"token\"\npassword_in_query = \"never\"\n");
        QCOMPARE(m_gateway.http->get(path).status, 400);
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
    }

    void neitherPasswordsNorTokensNorTextsAreLogged()
    {
        startWith("auth = \"token\"\n");
        QCOMPARE(m_gateway.http->get(u"/connect?jid=romeo@localhost&pwd=demo"_s).status, 200);
        QCOMPARE(m_gateway.http->get(u"/connect?jid=romeo@localhost&pwd=wr0ngs3cret"_s).status, 401);
        const QByteArray token = tokenOf(romeo);
        m_gateway.http->get(u"/send?to=romeo@localhost&from=romeo@localhost&msg=tellnob0dy&token="_s
                            + QString::fromLatin1(token));
        const QByteArray log = m_gateway.daemon.log();
        QVERIFY(log.contains("/connect"));
        for (const QByteArray &secret :
             {QByteArray("pwd="), QByteArray("wr0ngs3cret"), token, QByteArray("tellnob0dy")})
            QVERIFY2(!log.contains(secret), secret.constData());
    }
};

QTEST_GUILESS_MAIN(tst_LegacyAuth)
#include "tst_legacyauth.moc"
