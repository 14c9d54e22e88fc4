// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/pushlistener.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString juliet = u"juliet@localhost"_s;
static const QString path = u"/v1/push-subscriptions"_s;

// The requests that manage push subscriptions, and when pushes are sent.
class tst_V1Push : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};
    std::unique_ptr<XmppPeer> m_romeo;
    std::unique_ptr<V1Client> m_juliet;

    QJsonArray subscriptions(V1Client &client)
    {
        return client.get(path).json.value("push_subscriptions"_L1).toArray();
    }
    QString state(V1Client &client) { return subscriptions(client).first()["state"_L1].toString(); }

    static QByteArray code(const HttpResponse &answer)
    {
        return answer.json.value("type"_L1).toString().section(u'/', -1).toLatin1();
    }

    // Returns when the message is in her queue.
    void sendAndWait(const QString &text)
    {
        m_romeo->sendMessage(juliet, text);
        QTRY_VERIFY(m_juliet->get(u"/v1/events?after=0"_s).body.contains(text.toUtf8()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        GatewayConfig config = m_gateway.config();
        config.push = "allow = [\"127.0.0.1\", \"192.0.2.1\"]\n";
        QVERIFY2(m_gateway.start(config), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
        m_romeo = std::make_unique<XmppPeer>(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(m_romeo->signIn(u"romeo"_s, u"demo"_s));
    }
    void init()
    {
        m_juliet = std::make_unique<V1Client>(m_gateway.daemon.url());
        QCOMPARE(m_juliet->signIn(juliet).status, 201);
    }
    void cleanup() { m_juliet->remove(u"/v1/session?everywhere=true"_s); }

    void everyRouteNeedsAToken_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("/v1/push/key") << QByteArray("GET");
        QTest::newRow("/v1/push-subscriptions") << QByteArray("POST");
        QTest::newRow("/v1/push-subscriptions ") << QByteArray("GET");
        QTest::newRow("/v1/push-subscriptions/x") << QByteArray("DELETE");
        QTest::newRow("/v1/push-subscriptions/x/test") << QByteArray("POST");
    }
    void everyRouteNeedsAToken()
    {
        QFETCH(QByteArray, method);
        HttpClient stranger(m_gateway.daemon.url());
        const auto answer = stranger.send(method, QString::fromLatin1(QTest::currentDataTag()).trimmed(), "{}");
        QCOMPARE(answer.status, 401);
        QCOMPARE(code(answer), "unauthorized");
    }

    void defaultsDependOnTheKind_data()
    {
        QTest::addColumn<QJsonObject>("wanted");
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QJsonArray>("events");
        const QJsonObject keys{
            {u"p256dh"_s, u"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"_s},
            {u"auth"_s, u"BTBZMqHH6r4Tts7J_aSIgg"_s}};
        const auto row = [](const char *name, const QString &kind, const QString &endpoint, const QString &payload,
                            const QJsonObject &more = {}) {
            QJsonObject wanted = more;
            wanted.insert("kind"_L1, kind);
            wanted.insert("endpoint"_L1, endpoint);
            const bool isForPeople = kind == "webpush"_L1 || kind == "unifiedpush"_L1;
            QTest::newRow(name) << wanted << payload
                                << (isForPeople ? QJsonArray{u"message"_s, u"subscription"_s, u"session"_s}
                                                : QJsonArray{u"message"_s});
        };
        const QString https = u"https://127.0.0.1:1/x"_s;
        const QString http = u"http://127.0.0.1:1/x"_s;
        row("simplepush", u"simplepush"_s, https, u"none"_s);
        row("webhook", u"webhook"_s, https, u"full"_s);
        row("webhook over http", u"webhook"_s, http, u"id"_s);
        row("webpush", u"webpush"_s, https, u"full"_s, {{u"keys"_s, keys}});
        row("webpush over http", u"webpush"_s, http, u"full"_s, {{u"keys"_s, keys}});
        row("unifiedpush", u"unifiedpush"_s, https, u"id"_s);
        row("unifiedpush, encrypted", u"unifiedpush"_s, https, u"full"_s, {{u"keys"_s, keys}});
        row("as wanted", u"unifiedpush"_s, https, u"full"_s, {{u"payload"_s, u"full"_s}});
        row("webhook on this machine", u"webhook"_s, http, u"full"_s, {{u"payload"_s, u"full"_s}});
    }
    void defaultsDependOnTheKind()
    {
        QFETCH(QJsonObject, wanted);
        QFETCH(QString, payload);
        const HttpResponse made = m_juliet->post(path, wanted);
        QCOMPARE(made.status, 201);
        const QString id = made.json.value("id"_L1).toString();
        QCOMPARE(made.header("Location"_L1), (path + u'/' + id).toLatin1());
        QCOMPARE(made.json.contains("secret"_L1), wanted.value("kind"_L1) == "webhook"_L1);
        const QJsonObject listed = subscriptions(*m_juliet).first().toObject();
        QVERIFY(!listed.contains("secret"_L1));
        QCOMPARE(listed.value("id"_L1).toString(), id);
        QCOMPARE(listed.value("kind"_L1), wanted.value("kind"_L1));
        QCOMPARE(listed.value("endpoint"_L1), wanted.value("endpoint"_L1));
        QCOMPARE(listed.value("payload"_L1).toString(), payload);
        QTEST(listed.value("events"_L1).toArray(), "events");
        QCOMPARE(listed.value("state"_L1).toString(), u"ok"_s);
        QVERIFY(listed.value("last_status"_L1).isNull() && listed.value("next_attempt_at"_L1).isNull());
        QCOMPARE(m_juliet->remove(path + u'/' + id).status, 204);
        QCOMPARE(subscriptions(*m_juliet), QJsonArray());
    }

    void onlySelectedEventsArePushed_data()
    {
        QTest::addColumn<QJsonArray>("wanted");
        QTest::addColumn<QJsonArray>("kept");
        QTest::newRow("one") << QJsonArray{u"session"_s} << QJsonArray{u"session"_s};
        QTest::newRow("presence only") << QJsonArray{u"presence"_s} << QJsonArray{u"presence"_s};
        QTest::newRow("twice") << QJsonArray{u"reaction"_s, u"reaction"_s} << QJsonArray{u"reaction"_s};
        QTest::newRow("all") << QJsonArray{u"reaction"_s, u"session"_s, u"presence"_s, u"message"_s, u"subscription"_s}
                             << QJsonArray{u"message"_s, u"presence"_s, u"subscription"_s, u"session"_s, u"reaction"_s};
    }
    void onlySelectedEventsArePushed()
    {
        QFETCH(QJsonArray, wanted);
        QFETCH(QJsonArray, kept);
        const QJsonObject body{
            {u"kind"_s, u"webhook"_s}, {u"endpoint"_s, u"https://127.0.0.1:1/x"_s}, {u"events"_s, wanted}};
        const HttpResponse made = m_juliet->post(path, body);
        QCOMPARE(made.status, 201);
        QCOMPARE(made.json.value("events"_L1).toArray(), kept);
        QCOMPARE(subscriptions(*m_juliet).first()["events"_L1].toArray(), kept);
    }

    void invalidRequestsAreReported_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("detail");
        const auto row = [](const char *name, const QByteArray &body, const QByteArray &detail, int status = 400) {
            QTest::newRow(name) << QByteArray(body).replace('\'', '"') << status << detail;
        };
        row("no JSON", "x", "not JSON");
        row("no kind", "{'endpoint':'https://127.0.0.1/'}", "kind");
        row("another kind", "{'kind':'fcm','endpoint':'https://127.0.0.1/'}", "kind");
        row("no endpoint", "{'kind':'simplepush'}", "endpoint");
        row("an unknown member", "{'kind':'simplepush','endpoint':'https://127.0.0.1/','x':1}", "x");
        row("webpush without keys", "{'kind':'webpush','endpoint':'https://127.0.0.1/'}", "keys");
        row("keys that are none", "{'kind':'webpush','endpoint':'https://127.0.0.1/','keys':{'p256dh':'x','auth':'y'}}",
            "keys.p256dh");
        row("keys of another shape", "{'kind':'webpush','endpoint':'https://127.0.0.1/','keys':[]}", "keys");
        row("keys with more", "{'kind':'webpush','endpoint':'https://127.0.0.1/','keys':{'x':'y'}}", "keys.x");
        row("a key that is too short",
            "{'kind':'webpush','endpoint':'https://127.0.0.1/"
            "','keys':{'p256dh':'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-"
            "AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4','auth':'AA'}}",
            "keys.auth");
        row("keys for a webhook",
            "{'kind':'webhook','endpoint':'https://127.0.0.1/','keys':{'p256dh':'AAAA','auth':'AAAA'}}", "keys");
        row("a bad secret", "{'kind':'webhook','endpoint':'https://127.0.0.1/','secret':'hunter2'}", "secret");
        row("a secret for another kind",
            "{'kind':'simplepush','endpoint':'https://127.0.0.1/','secret':'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}",
            "secret");
        row("simplepush with a payload", "{'kind':'simplepush','endpoint':'https://127.0.0.1/','payload':'id'}",
            "payload");
        row("another payload", "{'kind':'webhook','endpoint':'https://127.0.0.1/','payload':'half'}", "payload");
        row("in the clear", "{'kind':'webhook','endpoint':'http://192.0.2.1/','payload':'full'}", "http");
        row("no events", "{'kind':'webhook','endpoint':'https://127.0.0.1/','events':[]}", "events");
        row("other events", "{'kind':'webhook','endpoint':'https://127.0.0.1/','events':['message','typing']}",
            "events");
        row("other events, long", "{'kind':'webhook','endpoint':'https://127.0.0.1/','events':['message and more']}",
            "events");
        row("events that are none", "{'kind':'webhook','endpoint':'https://127.0.0.1/','events':'message'}", "events");
        row("not https", "{'kind':'webhook','endpoint':'http://push.example.org/'}", "https", 422);
        row("a private address", "{'kind':'webhook','endpoint':'https://192.168.0.1/'}", "not public", 422);
        row("another port", "{'kind':'webhook','endpoint':'https://push.example.org:22/'}", "port", 422);
        row("no URL", "{'kind':'webhook','endpoint':'push'}", "URL", 422);
    }
    void invalidRequestsAreReported()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        const auto answer = m_juliet->http().send("POST", path, body, {{"Content-Type", "application/json"}});
        QCOMPARE(answer.status, status);
        QCOMPARE(code(answer), status == 422 ? "endpoint-refused" : "invalid-request");
        QFETCH(QByteArray, detail);
        QVERIFY2(answer.json.value("detail"_L1).toString().toUtf8().contains(detail), answer.body.constData());
        QVERIFY(subscriptions(*m_juliet).isEmpty());
    }

    // The gateway of this test has neither [push] contact nor an https public_url.
    void webPushWithoutContactIsLogged()
    {
        QCOMPARE(m_gateway.daemon.log().count("neither [push] contact nor"), 1);
        const QJsonObject keys{
            {u"p256dh"_s, u"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"_s},
            {u"auth"_s, u"BTBZMqHH6r4Tts7J_aSIgg"_s}};
        QCOMPARE(m_juliet
                     ->post(path,
                            {{u"kind"_s, u"webpush"_s},
                             {u"endpoint"_s, u"https://127.0.0.1:1/capability"_s},
                             {u"keys"_s, keys}})
                     .status,
                 201);
        QTRY_VERIFY(m_gateway.daemon.log().contains("juliet@localhost made a Web Push subscription at "
                                                    "https://127.0.0.1:1 which may refuse pushes"));
        QVERIFY(!m_gateway.daemon.log().contains("capability"));
    }

    void subscriptionsOfOthersAreNotFound()
    {
        V1Client romeo(m_gateway.daemon.url());
        QCOMPARE(romeo.signIn(u"romeo@localhost"_s).status, 201);
        PushListener endpoint;
        const QString id = romeo
                               .post(path,
                                     {{u"kind"_s, u"simplepush"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}})
                               .json.value("id"_L1)
                               .toString();
        QVERIFY(!id.isEmpty());
        QVERIFY(subscriptions(*m_juliet).isEmpty());
        QCOMPARE(m_juliet->remove(path + u'/' + id).status, 404);
        QCOMPARE(m_juliet->post(path + u'/' + id + u"/test"_s, {}).status, 404);
        QCOMPARE(subscriptions(romeo).size(), 1);
        QCOMPARE(romeo.remove(u"/v1/session?everywhere=true"_s).status, 204);
        QVERIFY(endpoint.requests().isEmpty());
    }

    void testSendsOnePush()
    {
        PushListener endpoint;
        const QString id = m_juliet
                               ->post(path,
                                      {{u"kind"_s, u"webhook"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}})
                               .json.value("id"_L1)
                               .toString();
        const auto answer = m_juliet->post(path + u'/' + id + u"/test"_s, {});
        QCOMPARE(answer.status, 202);
        QTRY_COMPARE(endpoint.requests().size(), 1);
        QCOMPARE(endpoint.requests().first().body, "{\"type\":\"test\"}");
        QTRY_COMPARE(subscriptions(*m_juliet).first()["last_status"_L1].toInt(), 200);
        QCOMPARE(m_juliet->post(path + u"/none/test"_s, {}).status, 404);
    }

    void stateReportsDeliveryProgress()
    {
        PushListener endpoint;
        endpoint.setAnswer(503, {}, {});
        m_juliet->post(path, {{u"kind"_s, u"simplepush"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}});
        QCOMPARE(state(*m_juliet), u"ok"_s);
        m_romeo->sendMessage(juliet, u"hello"_s);
        QTRY_COMPARE(state(*m_juliet), u"retrying"_s);
        const QJsonObject retrying = subscriptions(*m_juliet).first().toObject();
        QCOMPARE(retrying.value("last_status"_L1).toInt(), 503);
        QVERIFY(QDateTime::fromString(retrying.value("next_attempt_at"_L1).toString(), Qt::ISODateWithMs).isValid());
        endpoint.setAnswer(200);
        QTRY_COMPARE_WITH_TIMEOUT(state(*m_juliet), u"ok"_s, 30'000);
        // The subscription is deleted when the endpoint is gone.
        endpoint.setAnswer(410);
        m_romeo->sendMessage(juliet, u"hello again"_s);
        QTRY_VERIFY(subscriptions(*m_juliet).isEmpty());
    }

    void unacknowledgingReaderDoesNotSuppressPushes()
    {
        PushListener endpoint;
        m_juliet->post(path, {{u"kind"_s, u"simplepush"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}});
        const auto stream = m_juliet->startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
        QTRY_COMPARE(stream->status(), 200);
        QElapsedTimer timer;
        timer.start();
        m_romeo->sendMessage(juliet, u"on a desktop left open"_s);
        QTRY_COMPARE_WITH_TIMEOUT(endpoint.requests().size(), 1, 15'000);
        QVERIFY2(timer.elapsed() >= 9'500, QByteArray::number(timer.elapsed()).constData());
        // A message that is read at once causes no push.
        endpoint.clear();
        QByteArray received;
        m_romeo->sendMessage(juliet, u"read at once"_s);
        QTRY_VERIFY((received += stream->received()).contains("read at once"));
        const qint64 cursor = m_juliet->get(u"/v1/session"_s).json["cursor"_L1]["newest"_L1].toInteger();
        QCOMPARE(m_juliet->post(u"/v1/events/ack"_s, {{u"cursor"_s, cursor}}).status, 204);
        m_romeo->sendMessage(juliet, u"not read"_s);
        QTRY_COMPARE_WITH_TIMEOUT(endpoint.requests().size(), 1, 15'000);
        QCOMPARE(subscriptions(*m_juliet).first()["last_status"_L1].toInt(), 200);
    }

    void webhookThatReturns404IsRetried()
    {
        PushListener endpoint;
        endpoint.setAnswer(404);
        m_juliet->post(path, {{u"kind"_s, u"webhook"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}});
        m_romeo->sendMessage(juliet, u"hello"_s);
        QTRY_COMPARE(state(*m_juliet), u"retrying"_s);
        const QJsonObject retrying = subscriptions(*m_juliet).first().toObject();
        QCOMPARE(retrying.value("last_status"_L1).toInt(), 404);
        QCOMPARE(retrying.value("last_problem"_L1).toString(), u"status 404"_s);
        QVERIFY(retrying.value("next_attempt_at"_L1).isString());
        endpoint.setAnswer(410);
        QCOMPARE(m_juliet->post(path + u'/' + retrying.value("id"_L1).toString() + u"/test"_s, {}).status, 202);
        QTRY_VERIFY(subscriptions(*m_juliet).isEmpty());
    }

    void noPushWhileADeviceReads()
    {
        PushListener endpoint;
        m_juliet->post(path, {{u"kind"_s, u"simplepush"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}});
        const auto stream = m_juliet->startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
        QTRY_COMPARE(stream->status(), 200);
        QByteArray received;
        m_romeo->sendMessage(juliet, u"read at once"_s);
        QTRY_VERIFY((received += stream->received()).contains("read at once"));
        QVERIFY(endpoint.requests().isEmpty());
        // She disconnects without acknowledging it.
        stream->abort();
        QTRY_COMPARE_WITH_TIMEOUT(endpoint.requests().size(), 1, 10'000);
    }

    void readMessagesAreNotPushed()
    {
        PushListener endpoint;
        endpoint.setAnswer(503, {}, {});
        m_juliet->post(path, {{u"kind"_s, u"unifiedpush"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}});
        m_romeo->sendMessage(juliet, u"first"_s);
        QTRY_VERIFY(!endpoint.requests().isEmpty());
        QCOMPARE(m_juliet->receive(1), QStringList{u"first"_s});
        QCOMPARE(m_juliet->post(u"/v1/events/ack"_s, {{u"cursor"_s, m_juliet->cursor()}}).status, 204);
        endpoint.setAnswer(200);
        endpoint.clear();
        m_romeo->sendMessage(juliet, u"second"_s);
        QTRY_COMPARE_WITH_TIMEOUT(endpoint.requests().size(), 1, 30'000);
        QCOMPARE(QJsonDocument::fromJson(endpoint.requests().first().body).object().value("seq"_L1).toInteger(),
                 m_juliet->cursor() + 1);
    }

    void signOutRemovesTheDevicesSubscriptions()
    {
        PushListener endpoint;
        V1Client other(m_gateway.daemon.url());
        QCOMPARE(other.signIn(juliet).status, 201);
        other.post(path, {{u"kind"_s, u"simplepush"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}});
        QCOMPARE(subscriptions(*m_juliet).size(), 1);
        QCOMPARE(other.remove(u"/v1/session"_s).status, 204);
        QVERIFY(subscriptions(*m_juliet).isEmpty());
        sendAndWait(u"to nobody"_s);
        QVERIFY(endpoint.requests().isEmpty());
    }

    void subscriptionsSurviveAKill()
    {
        PushListener endpoint;
        endpoint.setAnswer(503, {}, {});
        const QString key = m_juliet->get(u"/v1/push/key"_s).json.value("vapid_public_key"_L1).toString();
        QCOMPARE(QByteArray::fromBase64(key.toLatin1(), QByteArray::Base64UrlEncoding).size(), 65);
        m_juliet->post(path, {{u"kind"_s, u"webhook"_s}, {u"endpoint"_s, endpoint.url(u"/x"_s).toString()}});
        m_romeo->sendMessage(juliet, u"hello"_s);
        QTRY_COMPARE(state(*m_juliet), u"retrying"_s);
        const QByteArray id = endpoint.requests().first().headers.value("webhook-id"_L1).toByteArray();
        m_gateway.daemon.kill();
        endpoint.setAnswer(200);
        endpoint.clear();
        QVERIFY(m_gateway.daemon.restart());
        QTRY_COMPARE_WITH_TIMEOUT(endpoint.requests().size(), 1, 30'000);
        QCOMPARE(endpoint.requests().first().headers.value("webhook-id"_L1).toByteArray(), id);
        QTRY_COMPARE(state(*m_juliet), u"ok"_s);
        QCOMPARE(m_juliet->get(u"/v1/push/key"_s).json.value("vapid_public_key"_L1).toString(), key);
        QVERIFY(!m_gateway.daemon.log().contains(endpoint.url(u"/x"_s).toEncoded()));
    }
};

QTEST_GUILESS_MAIN(tst_V1Push)
#include "tst_v1push.moc"
