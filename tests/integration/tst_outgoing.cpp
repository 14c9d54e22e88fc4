// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// The fate of sent messages on a real server.
class tst_Outgoing : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Gateway> m_gateway;
    std::unique_ptr<XmppPeer> m_peer; // Romeo

    void start(const QByteArray &globalConfig = {}, const QByteArray &hostConfig = {})
    {
        m_gateway = std::make_unique<Gateway>(QStringLiteral(WEBJABBERD_PATH));
        m_gateway->prosody.setGlobalConfig(globalConfig);
        m_gateway->prosody.setExtraConfig("VirtualHost \"localhost\"\n" + hostConfig);
        QVERIFY2(m_gateway->start(), (m_gateway->daemon.log() + m_gateway->prosody.logTail()).constData());
        startPeer();
    }

    void startPeer()
    {
        m_peer = std::make_unique<XmppPeer>(m_gateway->prosody.port(), m_gateway->prosody.caFile());
        QVERIFY2(m_peer->signIn(u"romeo"_s, u"demo"_s), qPrintable(m_peer->error()));
    }

    // The server is down, and the daemon has noticed.
    void stopServer(V1Client &client)
    {
        m_peer.reset();
        m_gateway->prosody.stop();
        QTRY_VERIFY(client.get(u"/v1/session"_s).json.value("state"_L1).toString() != "online"_L1);
    }

    static QJsonObject message(V1Client &client, const QString &id) { return client.get(u"/v1/messages/"_s + id).json; }

    static QString stateOf(V1Client &client, const QString &id)
    {
        return message(client, id).value("state"_L1).toString();
    }

private Q_SLOTS:
    void cleanup()
    {
        m_peer.reset();
        m_gateway.reset();
    }

    void bounceAfterRestartFailsTheMessage()
    {
        start();
        V1Client client(m_gateway->daemon.url());
        QCOMPARE(client.signIn(juliet).status, 201);
        const auto stream = client.startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
        QTRY_COMPARE(stream->status(), 200);
        QCOMPARE(client.send(u"x@nowhere.invalid"_s, u"hello?"_s, u"b1"_s).status, 201);
        QTRY_COMPARE(stateOf(client, u"b1"_s), u"failed"_s);
        QTRY_VERIFY(stream->received().contains("\"state\":\"failed\""));
        const QJsonObject failed = message(client, u"b1"_s);
        QCOMPARE(failed.value("problem"_L1).toString(), u"xmpp-error"_s);
        QVERIFY(!failed.value("condition"_L1).toString().isEmpty());
        QVERIFY(stream->received().contains("\"condition\":\"" + failed.value("condition"_L1).toString().toUtf8()));
        QVERIFY(m_gateway->daemon.restart());
        QCOMPARE(message(client, u"b1"_s), failed);
    }

    // Prosody 13 announces its limit after SASL, but not after SASL2, so it has to be found by trial.
    void messageTooLongForServerFails_data()
    {
        QTest::addColumn<QByteArray>("hostConfig");
        QTest::addColumn<bool>("isLimitTold");
        QTest::newRow("SASL2") << QByteArray() << false;
        QTest::newRow("SASL") << QByteArray(
            "modules_disabled = { \"sasl2\", \"sasl2_bind2\", \"sasl2_fast\", \"sasl2_sm\" }\n")
                              << true;
    }
    void messageTooLongForServerFails()
    {
        QFETCH(QByteArray, hostConfig);
        QFETCH(bool, isLimitTold);
        start("c2s_stanza_size_limit = 10000\n", hostConfig);
        V1Client client(m_gateway->daemon.url());
        QCOMPARE(client.signIn(juliet).status, 201);
        // It reads 8 KiB at a time, and compares only incomplete stanzas with its limit.
        const QString text(24'000, u'x');
        const auto answer = client.send(romeo, text, u"long"_s);
        if (isLimitTold) {
            QVERIFY2(V1Client::isProblem(answer, 413, u"too-large"_s), answer.body.constData());
        } else {
            QCOMPARE(answer.status, 201);
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(client, u"long"_s), u"failed"_s, 60'000);
            QCOMPARE(message(client, u"long"_s).value("problem"_L1).toString(), u"too-large"_s);
            QCOMPARE(message(client, u"long"_s).value("condition"_L1).toString(), u"policy-violation"_s);
        }
        QCOMPARE(client.send(romeo, u"hi"_s, u"hi"_s).status, 201);
        QTRY_COMPARE_WITH_TIMEOUT(m_peer->bodies(), QStringList{u"hi"_s}, 60'000);
        QTRY_COMPARE(stateOf(client, u"hi"_s), u"sent"_s);
    }

    // The limit before the sign-in is 10,000 bytes unless configured.
    void messageAcceptedByServerIsSent()
    {
        start();
        V1Client client(m_gateway->daemon.url());
        QCOMPARE(client.signIn(juliet).status, 201);
        const QString text(12'000, u'x');
        QCOMPARE(client.send(romeo, text, u"long"_s).status, 201);
        QTRY_COMPARE(m_peer->bodies(), QStringList{text});
        QTRY_COMPARE(stateOf(client, u"long"_s), u"sent"_s);
    }

    void markerIsQueuedWhileOffline()
    {
        start();
        V1Client client(m_gateway->daemon.url());
        QCOMPARE(client.signIn(juliet).status, 201);
        stopServer(client);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(client.post(u"/v1/markers"_s, {{u"to"_s, romeo}, {u"id"_s, u"m1"_s}}).status, 204);
        QVERIFY(m_gateway->daemon.restart());
        QVERIFY(m_gateway->prosody.start());
        startPeer();
        const auto markers = [this] {
            return std::ranges::count_if(m_peer->messages(), [](const QXmppMessage &message) {
                return message.marker() == QXmppMessage::Displayed && message.markedId() == "m1"_L1;
            });
        };
        QTRY_COMPARE_WITH_TIMEOUT(markers(), 1, 60'000);
        QCOMPARE(client.send(romeo, u"hi"_s).status, 201);
        QTRY_COMPARE(m_peer->bodies(), QStringList{u"hi"_s});
        QCOMPARE(markers(), 1);
        QVERIFY(m_peer->messages().last().isReceiptRequested());
        QVERIFY(m_peer->messages().last().isMarkable());
    }
};

QTEST_GUILESS_MAIN(tst_Outgoing)
#include "tst_outgoing.moc"
