// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/ntfy.h"
#include "support/pushcheck.h"
#include "support/pushlistener.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString juliet = u"juliet@localhost"_s;

// A message causes a push that third-party software understands.
class tst_PushServers : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};
    std::unique_ptr<XmppPeer> m_romeo;
    std::unique_ptr<V1Client> m_juliet;
    Ntfy m_ntfy;

    static QJsonObject parsed(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

    QJsonObject subscribe(const QJsonObject &wanted, const QString &kind)
    {
        QJsonObject body = wanted;
        body.insert("kind"_L1, kind);
        const HttpResponse answer = m_juliet->post(u"/v1/push-subscriptions"_s, body);
        if (answer.status != 201)
            qFatal("%d %s", answer.status, answer.body.constData());
        return answer.json;
    }

    static QJsonObject keysOf(const QJsonObject &receiver)
    {
        return {{u"p256dh"_s, receiver.value("p256dh"_L1)}, {u"auth"_s, receiver.value("auth"_L1)}};
    }

    static QJsonObject decrypted(const QJsonObject &receiver, const QByteArray &body)
    {
        QJsonObject input = receiver;
        input.insert("body"_L1, QString::fromLatin1(body.toBase64()));
        const QJsonObject output = pushCheck(u"decrypt"_s, input);
        if (!output.contains("text"_L1))
            qWarning() << output;
        return parsed(output.value("text"_L1).toString().toUtf8());
    }

private Q_SLOTS:
    void initTestCase()
    {
        GatewayConfig config = m_gateway.config();
        config.push += "contact = \"mailto:push@example.org\"\n";
        QVERIFY2(m_gateway.start(config), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
        QVERIFY(m_ntfy.start());
        m_romeo = std::make_unique<XmppPeer>(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(m_romeo->signIn(u"romeo"_s, u"demo"_s));
    }

    void init()
    {
        m_juliet = std::make_unique<V1Client>(m_gateway.daemon.url());
        QCOMPARE(m_juliet->signIn(juliet).status, 201);
    }

    void cleanup() { m_juliet->remove(u"/v1/session?everywhere=true"_s); }

    void ntfyDeliversPushes_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("isEncrypted");
        QTest::addColumn<QString>("payload");
        QTest::newRow("unifiedpush") << u"unifiedpush"_s << false << u"id"_s;
        QTest::newRow("unifiedpush, none") << u"unifiedpush"_s << false << u"none"_s;
        QTest::newRow("unifiedpush, encrypted") << u"unifiedpush"_s << true << u"full"_s;
        QTest::newRow("webpush") << u"webpush"_s << true << u"full"_s;
        QTest::newRow("webpush, id") << u"webpush"_s << true << u"id"_s;
    }
    void ntfyDeliversPushes()
    {
        QFETCH(QString, kind);
        QFETCH(bool, isEncrypted);
        QFETCH(QString, payload);
        const QJsonObject receiver = pushCheck(u"keys"_s);
        QVERIFY2(receiver.contains("auth"_L1), qPrintable(receiver.value("error"_L1).toString()));
        const QString topic = u"up"_s + QString::fromLatin1(QByteArray(QTest::currentDataTag()).toHex()).left(40);
        QJsonObject wanted{{u"endpoint"_s, m_ntfy.endpoint(topic).toString()}, {u"payload"_s, payload}};
        if (isEncrypted)
            wanted.insert("keys"_L1, keysOf(receiver));
        subscribe(wanted, kind);
        m_romeo->sendMessage(juliet, u"Good morrow ☀"_s);
        QTRY_COMPARE(m_ntfy.messages(topic).size(), 1);
        const QByteArray body = m_ntfy.messages(topic).first();
        QCOMPARE(body.contains("message"), !isEncrypted && payload != "none"_L1);
        const QJsonObject push = isEncrypted ? decrypted(receiver, body) : parsed(body);
        const QJsonObject event = m_juliet->get(u"/v1/events"_s).json.value("events"_L1).toArray().first().toObject();
        QCOMPARE(event.value("body"_L1).toString(), u"Good morrow ☀"_s);
        if (payload == "full"_L1) {
            QJsonObject expected = event;
            expected.insert("with"_L1, u"romeo@localhost"_s);
            expected.insert("kind"_L1, u"chat"_s);
            expected.insert("unread"_L1, 1);
            expected.insert("unread_with"_L1, 1);
            QCOMPARE(push, expected);
        } else if (payload == "id"_L1) {
            QCOMPARE(push.value("seq"_L1), event.value("seq"_L1));
        } else {
            QCOMPARE(push, QJsonObject());
        }
        QCOMPARE(push.contains("body"_L1), payload == "full"_L1);
    }

    void longPayloadIsTruncated()
    {
        const QJsonObject receiver = pushCheck(u"keys"_s);
        subscribe({{u"endpoint"_s, m_ntfy.endpoint(u"upLong"_s).toString()}, {u"keys"_s, keysOf(receiver)}},
                  u"webpush"_s);
        const QString text = u"☀ж😀"_s.repeated(1500);
        m_romeo->sendMessage(juliet, text);
        QTRY_COMPARE(m_ntfy.messages(u"upLong"_s).size(), 1);
        const QByteArray body = m_ntfy.messages(u"upLong"_s).first();
        QVERIFY(body.size() <= 4096 && body.size() > 4096 - 4);
        const QJsonObject push = decrypted(receiver, body);
        QVERIFY(push.value("truncated"_L1).toBool());
        const QString cut = push.value("body"_L1).toString();
        QVERIFY(cut.size() > 1000 && text.startsWith(cut));
        QVERIFY(!cut.back().isHighSurrogate());
    }

    void webPushContainsVapidIdentity()
    {
        PushListener service;
        service.setAnswer(201, {});
        const QJsonObject receiver = pushCheck(u"keys"_s);
        // In a browser's format.
        const QJsonObject subscription = subscribe({{u"endpoint"_s, service.url(u"/push/abc"_s).toString()},
                                                    {u"expirationTime"_s, QJsonValue()},
                                                    {u"keys"_s, keysOf(receiver)}},
                                                   u"webpush"_s);
        m_romeo->sendMessage(juliet, u"hello"_s);
        QTRY_COMPARE(service.requests().size(), 1);
        const PushRequest &request = service.requests().first();
        const auto header = [&request](QLatin1StringView name) { return request.headers.value(name).toByteArray(); };
        QCOMPARE(request.method, "POST");
        QCOMPARE(header("Content-Encoding"_L1), "aes128gcm");
        QCOMPARE(header("TTL"_L1), "259200");
        QCOMPARE(header("Urgency"_L1), "high");
        static const QRegularExpression topic(u"\\A[A-Za-z0-9_-]{1,32}\\z"_s);
        QVERIFY(topic.match(QString::fromLatin1(header("Topic"_L1))).hasMatch());
        QCOMPARE(decrypted(receiver, request.body).value("body"_L1).toString(), u"hello"_s);

        const QByteArray authorization = header("Authorization"_L1);
        const QJsonObject checked = pushCheck(u"vapid"_s, {{u"authorization"_s, QString::fromLatin1(authorization)}});
        QVERIFY2(checked.contains("claims"_L1), qPrintable(checked.value("error"_L1).toString()));
        const QJsonObject claims = checked.value("claims"_L1).toObject();
        QCOMPARE(claims.value("aud"_L1).toString(), u"http://127.0.0.1:%1"_s.arg(service.port()));
        const qint64 left = claims.value("exp"_L1).toInteger() - QDateTime::currentSecsSinceEpoch();
        QVERIFY(left > 0 && left <= 24 * 3600);
        QCOMPARE(claims.value("sub"_L1).toString(), u"mailto:push@example.org"_s);
        const QString key = m_juliet->get(u"/v1/push/key"_s).json.value("vapid_public_key"_L1).toString();
        QVERIFY(authorization.endsWith(", k=" + key.toLatin1()));
        // A modified signature is rejected.
        QByteArray forged = authorization;
        const qsizetype place = forged.indexOf(", k=") - 10;
        forged[place] = forged[place] == 'A' ? 'B' : 'A';
        QVERIFY(!pushCheck(u"vapid"_s, {{u"authorization"_s, QString::fromLatin1(forged)}}).contains("claims"_L1));
        QCOMPARE(subscription.value("payload"_L1).toString(), u"full"_s);
    }

    void wakeUpPushHasNoPayload()
    {
        PushListener service;
        service.setAnswer(201, {});
        const QJsonObject receiver = pushCheck(u"keys"_s);
        subscribe({{u"endpoint"_s, service.url(u"/x"_s).toString()},
                   {u"keys"_s, keysOf(receiver)},
                   {u"payload"_s, u"none"_s}},
                  u"webpush"_s);
        m_romeo->sendMessage(juliet, u"hello"_s);
        QTRY_COMPARE(service.requests().size(), 1);
        QCOMPARE(service.requests().first().body, QByteArray());
        QVERIFY(!service.requests().first().headers.contains("Content-Encoding"_L1));
    }
};

QTEST_GUILESS_MAIN(tst_PushServers)
#include "tst_pushservers.moc"
