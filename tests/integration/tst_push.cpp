// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/pushlistener.h"
#include "support/xmpppeer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString juliet = u"juliet@localhost"_s;

// The legacy API's notification URL: PUT version=N for each message and presence change.
class tst_Push : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

    static qint64 version(const PushRequest &request)
    {
        return request.body.startsWith("version=") ? request.body.sliced(8).toLongLong() : -1;
    }

    HttpResponse connectWith(const QString &endpoint, const QString &kind)
    {
        return m_gateway.http->postForm(
            u"/connect"_s, {{u"jid"_s, juliet}, {u"pwd"_s, u"demo"_s}, {u"push"_s, endpoint}, {u"pushkind"_s, kind}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_gateway.start(), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }
    void cleanup() { m_gateway.http->get(u"/disconnect?jid="_s + juliet); }

    void eachMessageIsPushed()
    {
        PushListener endpoint;
        QCOMPARE(m_gateway.connectAccount(juliet, u"demo"_s, endpoint.url(u"/v1/notify/abc"_s).toString()).status, 200);
        XmppPeer romeo(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(romeo.signIn(u"romeo"_s, u"demo"_s));
        QTRY_VERIFY(!endpoint.requests().isEmpty()); // his presence
        qint64 last = version(endpoint.requests().last());
        for (int i = 0; i < 3; ++i) {
            endpoint.clear();
            romeo.sendMessage(juliet, u"hello"_s);
            QTRY_COMPARE(endpoint.requests().size(), 1);
            const PushRequest &request = endpoint.requests().first();
            QCOMPARE(request.method, "PUT");
            QCOMPARE(request.path, u"/v1/notify/abc"_s);
            QVERIFY2(version(request) > last, request.body.constData());
            QVERIFY(version(request) < (1LL << 53));
            QVERIFY(!request.body.contains("hello"));
            last = version(request);
        }
        QVERIFY(m_gateway.http->get(u"/debug?jid="_s + juliet).body.contains("/v1/notify/abc"));
    }

    void presenceChangesArePushed()
    {
        PushListener endpoint;
        QCOMPARE(m_gateway.connectAccount(juliet, u"demo"_s, endpoint.url(u"/x"_s).toString()).status, 200);
        XmppPeer romeo(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(romeo.signIn(u"romeo"_s, u"demo"_s));
        QTRY_VERIFY(!endpoint.requests().isEmpty());
        endpoint.clear();
        QVERIFY(romeo.signOut());
        QTRY_VERIFY(!endpoint.requests().isEmpty());
    }

    void failingEndpointDelaysNothingElse_data()
    {
        QTest::addColumn<int>("status"); // 0: no response
        for (const int status : {0, 301, 404, 500, 503})
            QTest::addRow("%d", status) << status;
    }
    void failingEndpointDelaysNothingElse()
    {
        QFETCH(int, status);
        PushListener endpoint;
        PushListener elsewhere;
        QHttpHeaders headers;
        headers.append(QHttpHeaders::WellKnownHeader::Location, elsewhere.url(u"/y"_s).toEncoded());
        if (status == 0)
            endpoint.setSilent();
        else
            endpoint.setAnswer(status, "{}", headers);
        QCOMPARE(m_gateway.connectAccount(juliet, u"demo"_s, endpoint.url(u"/x"_s).toString()).status, 200);
        XmppPeer romeo(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(romeo.signIn(u"romeo"_s, u"demo"_s));
        romeo.sendMessage(juliet, u"hello"_s);
        QTRY_VERIFY(!endpoint.requests().isEmpty());
        QCOMPARE(m_gateway.receiveAll(juliet, 1), QStringList(u"hello"_s));
        QVERIFY(elsewhere.requests().isEmpty());
    }

    void otherKindsCanBeSelected_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("simplepush") << QByteArray("PUT");
        QTest::newRow("unifiedpush") << QByteArray("POST");
        QTest::newRow("webhook") << QByteArray("POST");
    }
    void otherKindsCanBeSelected()
    {
        PushListener endpoint;
        const HttpResponse connected = connectWith(endpoint.url(u"/x"_s).toString(),
                                                   QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(connected.status, 200);
        QCOMPARE(connected.json.size(), 2); // status and token, as in the legacy API
        XmppPeer romeo(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(romeo.signIn(u"romeo"_s, u"demo"_s));
        romeo.sendMessage(juliet, u"hello"_s);
        QTRY_VERIFY(!endpoint.requests().isEmpty());
        QTEST(endpoint.requests().first().method, "method");
        QCOMPARE(endpoint.requests().first().headers.contains("webhook-signature"_L1),
                 QByteArray(QTest::currentDataTag()) == "webhook");
    }

    void invalidSubscriptionIsRejected_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("error");
        const QString good = u"http://127.0.0.1/x"_s;
        QTest::newRow("webpush, which needs keys") << good << u"webpush"_s << u"invalid-request"_s;
        QTest::newRow("another kind") << good << u"pigeon"_s << u"invalid-request"_s;
        QTest::newRow("another kind, no endpoint") << QString() << u"pigeon"_s << u"invalid-request"_s;
        QTest::newRow("a private address") << u"https://10.0.0.1/x"_s << u"simplepush"_s << u"endpoint-refused"_s;
        QTest::newRow("localhost") << u"https://localhost/x"_s << u"webhook"_s << u"endpoint-refused"_s;
    }
    void invalidSubscriptionIsRejected()
    {
        QFETCH(QString, endpoint);
        QFETCH(QString, kind);
        const HttpResponse answer = connectWith(endpoint, kind);
        QTEST(answer.json.value("error"_L1).toString(), "error");
        QCOMPARE(m_gateway.http->get(u"/receive?jid="_s + juliet).status, 401); // she is not signed in
    }

    void laterEndpointReplacesTheFirst()
    {
        PushListener first;
        PushListener second;
        QCOMPARE(m_gateway.connectAccount(juliet, u"demo"_s, first.url(u"/x"_s).toString()).status, 200);
        QCOMPARE(m_gateway.connectAccount(juliet, u"demo"_s, second.url(u"/x"_s).toString()).status, 200);
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200); // without a URL: the second one stays
        first.clear(); // it may have received presence notifications meanwhile
        XmppPeer romeo(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(romeo.signIn(u"romeo"_s, u"demo"_s));
        romeo.sendMessage(juliet, u"hello"_s);
        QTRY_VERIFY(!second.requests().isEmpty());
        QVERIFY(first.requests().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Push)
#include "tst_push.moc"
