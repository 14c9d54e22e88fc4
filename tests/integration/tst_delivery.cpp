// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/xmpppeer.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// Every message arrives once, in order and unchanged.
class tst_Delivery : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

private Q_SLOTS:
    void initTestCase()
    {
        GatewayConfig config = m_gateway.config();
        config.limits = "answer_bytes = 33554432\n"; // more than the sockets' buffers hold
        QVERIFY2(m_gateway.start(config), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }

    void cleanup()
    {
        m_gateway.http->get(u"/disconnect?jid="_s + romeo);
        m_gateway.http->get(u"/disconnect?jid="_s + juliet);
    }

    // Over TLS a burst is read in pieces that split characters.
    void burstInEveryScriptArrivesUnchanged()
    {
        constexpr int count = 2'000;
        static const QStringList texts{u"Съешь ещё этих мягких французских булок, да выпей же чаю"_s,
                                       u"天地玄黃宇宙洪荒日月盈昃辰宿列張寒來暑往秋收冬藏"_s,
                                       u"👩‍👩‍👧‍👦🏳️‍🌈🤷🏽‍♂️😀🎉"_s,
                                       u"نص حكيم له سر قاطع وذو شأن عظيم"_s};
        XmppPeer peer(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(peer.signIn(u"romeo"_s, u"demo"_s));
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        QStringList sent;
        for (int i = 0; i < count; ++i) {
            sent += u"%1 %2"_s.arg(i).arg(texts.at(i % texts.size()).repeated(1 + i % 7));
            peer.sendMessage(juliet, sent.last());
        }
        const QStringList received = m_gateway.receiveAll(juliet, count);
        QCOMPARE(received, sent);
        QCOMPARE(m_gateway.receive(juliet), QStringList());
    }

    void twoAccountsExchangeMessages()
    {
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        QStringList fromRomeo;
        QStringList fromJuliet;
        for (int i = 0; i < 50; ++i) {
            fromRomeo += u"r%1"_s.arg(i);
            fromJuliet += u"j%1"_s.arg(i);
            QCOMPARE(m_gateway.sendMessage(romeo, juliet, fromRomeo.last()).status, 200);
            QCOMPARE(m_gateway.sendMessage(juliet, romeo, fromJuliet.last()).status, 200);
        }
        const QStringList atRomeo = m_gateway.receiveAll(romeo, 50);
        const QStringList atJuliet = m_gateway.receiveAll(juliet, 50);
        QCOMPARE(atRomeo, fromJuliet);
        QCOMPARE(atJuliet, fromRomeo);
    }

    void contactPresenceIsTracked()
    {
        XmppPeer peer(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        QTRY_COMPARE(m_gateway.presence(juliet, romeo), u"offline"_s);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(peer.signIn(u"romeo"_s, u"demo"_s));
            QTRY_COMPARE(m_gateway.presence(juliet, romeo), u"online"_s);
            QVERIFY(peer.signOut());
            QTRY_COMPARE(m_gateway.presence(juliet, romeo), u"offline"_s);
        }
    }

    void contactIsOnlineWhileAnyResourceIs()
    {
        XmppPeer phone(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        XmppPeer desk(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        QVERIFY(phone.signIn(u"romeo"_s, u"demo"_s, u"phone"_s));
        QVERIFY(desk.signIn(u"romeo"_s, u"demo"_s, u"desk"_s));
        QTRY_COMPARE(m_gateway.presence(juliet, romeo), u"online"_s);
        QVERIFY(phone.signOut());
        // A message after the phone has left shows that its departure was processed.
        desk.sendMessage(juliet, u"still here"_s);
        QCOMPARE(m_gateway.receiveAll(juliet, 1), QStringList(u"still here"_s));
        QCOMPARE(m_gateway.presence(juliet, romeo), u"online"_s);
        QVERIFY(desk.signOut());
        QTRY_COMPARE(m_gateway.presence(juliet, romeo), u"offline"_s);
    }

    // A client that disconnects before it has read its answer loses nothing.
    void undeliveredAnswerIsRepeated()
    {
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        XmppPeer peer(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(peer.signIn(u"romeo"_s, u"demo"_s));
        constexpr int count = 400; // about 12 MB: more than the sockets' buffers hold
        const QString text(30'000, u'x');
        for (int i = 0; i < count; ++i)
            peer.sendMessage(juliet, u"%1 "_s.arg(i) + text);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_gateway.http->get(u"/dumprcv?jid="_s + juliet).json.value("messages"_L1).toArray().size(), count, 60'000);

        QTcpSocket reader;
        reader.setReadBufferSize(1024); // reads a little and stops
        reader.connectToHost(u"127.0.0.1"_s, m_gateway.daemon.port());
        QVERIFY(reader.waitForConnected());
        reader.write("GET /receive?jid=juliet@localhost HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        QTRY_VERIFY(reader.bytesAvailable() > 0);
        // Another reader must wait until it is known whether the first one's answer arrived.
        const auto second = m_gateway.http->startGet(u"/receive?jid="_s + juliet);
        QCOMPARE(m_gateway.http->get(u"/healthz"_s).status, 200);
        QVERIFY(!second->isFinished());
        reader.abort();
        const auto answer = second->wait();
        QCOMPARE(answer.json.value("messages"_L1).toArray().size(), count);
        QCOMPARE(m_gateway.receive(juliet), QStringList());
    }

    void concurrentReadersGetEachMessageOnce()
    {
        constexpr int count = 300;
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        XmppPeer peer(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(peer.signIn(u"romeo"_s, u"demo"_s));
        QStringList sent;
        for (int i = 0; i < count; ++i) {
            sent += QString::number(i);
            peer.sendMessage(juliet, sent.last());
        }
        QStringList received;
        const auto readWithEight = [&] {
            std::vector<std::unique_ptr<HttpRequest>> readers;
            for (int i = 0; i < 8; ++i)
                readers.push_back(m_gateway.http->startGet(u"/receive?jid="_s + juliet));
            for (const auto &reader : readers) {
                for (const QJsonValue &message : reader->wait().json.value("messages"_L1).toArray())
                    received += message.toObject().value("body"_L1).toString();
            }
            return received.size();
        };
        QTRY_VERIFY_WITH_TIMEOUT(readWithEight() >= count, 30'000);
        received.sort();
        sent.sort();
        QCOMPARE(received, sent);
    }
};

QTEST_GUILESS_MAIN(tst_Delivery)
#include "tst_delivery.moc"
