// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// GET /v1/events in its three forms, and the acknowledgements of each device.
class tst_V1Events : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};
    std::unique_ptr<XmppPeer> m_peer;

    std::unique_ptr<V1Client> device(const QString &jid = juliet)
    {
        auto client = std::make_unique<V1Client>(m_gateway.daemon.url());
        return client->signIn(jid).status == 201 ? std::move(client) : nullptr;
    }

    void sendNumbers(int from, int to)
    {
        for (int i = from; i < to; ++i)
            m_peer->sendMessage(juliet, QString::number(i));
    }

    static QStringList numbers(int from, int to)
    {
        QStringList list;
        for (int i = from; i < to; ++i)
            list += QString::number(i);
        return list;
    }

    static QStringList bodies(const HttpResponse &page)
    {
        QStringList list;
        for (const QJsonValue &event : page.json.value("events"_L1).toArray())
            list += event["body"_L1].toString();
        return list;
    }

    // An event that a stream has delivered: "id type" and the data.
    struct StreamEvent {
        QByteArray id;
        QByteArray type;
        QJsonObject data;
    };
    static QList<StreamEvent> parseStream(const QByteArray &text)
    {
        QList<StreamEvent> events;
        for (const QByteArray &block : QByteArray(text).replace("\n\n", "\x01").split('\x01')) {
            StreamEvent event;
            for (const QByteArray &line : block.split('\n')) {
                if (line.startsWith("id: "))
                    event.id = line.sliced(4);
                else if (line.startsWith("event: "))
                    event.type = line.sliced(7);
                else if (line.startsWith("data: "))
                    event.data = QJsonDocument::fromJson(line.sliced(6)).object();
            }
            if (!event.data.isEmpty())
                events += event;
        }
        return events;
    }
    static QStringList streamBodies(const QByteArray &text)
    {
        QStringList list;
        for (const StreamEvent &event : parseStream(text)) {
            if (event.type == "message")
                list += event.data.value("body"_L1).toString();
        }
        return list;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_gateway.start(), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }

    void init()
    {
        m_peer = std::make_unique<XmppPeer>(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(m_peer->signIn(u"romeo"_s, u"demo"_s));
    }

    void cleanup()
    {
        QVERIFY(m_peer->signOut());
        const auto last = device();
        QVERIFY(last);
        QCOMPARE(last->remove(u"/v1/session?everywhere=true"_s).status, 204);
    }

    void anEventHasItsMembers()
    {
        const auto client = device();
        m_peer->sendMessage(juliet, u"hello 😀"_s, u"m-1"_s);
        const auto page = client->get(u"/v1/events?wait=10"_s);
        QCOMPARE(page.status, 200);
        QCOMPARE(page.json.keys(), QStringList({u"events"_s, u"more"_s, u"next"_s}));
        const QJsonObject event = page.json.value("events"_L1).toArray().first().toObject();
        QCOMPARE(event.keys(),
                 QStringList({u"body"_s, u"direction"_s, u"from"_s, u"id"_s, u"kind"_s, u"lang"_s, u"ref"_s, u"seq"_s,
                              u"stanza_id"_s, u"thread"_s, u"time"_s, u"to"_s, u"type"_s, u"with"_s}));
        QCOMPARE(event.value("body"_L1).toString(), u"hello 😀"_s);
        QCOMPARE(event.value("direction"_L1).toString(), u"in"_s);
        QCOMPARE(event.value("type"_L1).toString(), u"message"_s);
        QCOMPARE(event.value("from"_L1).toString(), m_peer->jid());
        QCOMPARE(event.value("id"_L1).toString(), u"m-1"_s);
        QVERIFY(!event.value("stanza_id"_L1).toString().isEmpty());
        QVERIFY(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"_s)
                    .match(event.value("time"_L1).toString())
                    .hasMatch());
        QCOMPARE(page.json.value("next"_L1).toInteger(), event.value("seq"_L1).toInteger());
    }

    void sameCursorRepeatsAndNextCursorAcknowledges()
    {
        const auto client = device();
        sendNumbers(0, 5);
        QCOMPARE(client->receive(5), numbers(0, 5));
        sendNumbers(5, 10);
        const QString after = u"/v1/events?wait=10&limit=5&after=%1"_s.arg(client->cursor());
        HttpResponse page;
        QTRY_COMPARE((page = client->get(after), bodies(page)), numbers(5, 10));
        QCOMPARE(bodies(client->get(after)), numbers(5, 10));
        const qint64 next = page.json.value("next"_L1).toInteger();
        QCOMPARE(client->get(u"/v1/events?after=%1"_s.arg(next)).json.value("events"_L1).toArray().size(), 0);
        // Without a cursor reading starts at the acknowledged position.
        QCOMPARE(client->get(u"/v1/events"_s).json.value("events"_L1).toArray().size(), 0);
        QCOMPARE(client->get(u"/v1/session"_s).json.value("cursor"_L1)["device"_L1].toInteger(), next);
    }

    void pagesAreLimitedAndReportMore()
    {
        const auto client = device();
        const auto watcher = device();
        sendNumbers(0, 25);
        QCOMPARE(watcher->receive(25), numbers(0, 25));
        QStringList all;
        qint64 cursor = client->get(u"/v1/session"_s).json.value("cursor"_L1)["device"_L1].toInteger();
        for (const bool more : {true, true, false}) {
            const auto page = client->get(u"/v1/events?limit=10&after=%1"_s.arg(cursor));
            all += bodies(page);
            QCOMPARE(page.json.value("more"_L1).toBool(), more);
            cursor = page.json.value("next"_L1).toInteger();
        }
        QCOMPARE(all, numbers(0, 25));
    }

    void invalidQueriesAreReported_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &query : {u"limit=0"_s, u"limit=1001"_s, u"limit=x"_s, u"wait=51"_s, u"wait=-1"_s,
                                     u"after=-1"_s, u"after=x"_s, u"color=red"_s})
            QTest::newRow(qPrintable(query)) << query.section(u'=', 0, 0);
    }
    void invalidQueriesAreReported()
    {
        QFETCH(QString, name);
        const auto client = device();
        const auto answer = client->get(u"/v1/events?"_s + QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.json.value("detail"_L1).toString().contains(name));
    }

    void longPollAnswersOnNewEvent()
    {
        const auto client = device();
        const auto poll = client->startGet(u"/v1/events?wait=50"_s);
        QCOMPARE(client->get(u"/v1/session"_s).status, 200);
        QVERIFY(!poll->isFinished());
        sendNumbers(0, 1);
        QCOMPARE(bodies(poll->wait()), numbers(0, 1));
    }

    void longPollTimesOutEmpty()
    {
        const auto client = device();
        const auto page = client->get(u"/v1/events?wait=1"_s);
        QCOMPARE(page.status, 200);
        QCOMPARE(page.json.value("events"_L1).toArray().size(), 0);
        QCOMPARE(page.json.value("more"_L1).toBool(), false);
    }

    void disconnectedClientsLoseNothing()
    {
        const auto client = device();
        for (int i = 0; i < 20; ++i) {
            auto poll = client->startGet(u"/v1/events?wait=50"_s);
            auto stream = client->startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
            QTRY_COMPARE(stream->status(), 200);
            sendNumbers(i, i + 1);
            poll->abort();
            stream->abort();
        }
        QCOMPARE(client->receive(20), numbers(0, 20));
    }

    void tenDevicesEachSeeEverythingOnce()
    {
        std::vector<std::unique_ptr<V1Client>> devices;
        for (int i = 0; i < 10; ++i) {
            devices.push_back(device());
            QVERIFY(devices.back());
        }
        sendNumbers(0, 100);
        for (const auto &client : devices)
            QCOMPARE(client->receive(100), numbers(0, 100));
        for (const auto &client : devices)
            QCOMPARE(
                client->get(u"/v1/events?after=%1"_s.arg(client->cursor())).json.value("events"_L1).toArray().size(),
                0);
    }

    void streamDeliversNewEvents()
    {
        const auto client = device();
        sendNumbers(0, 3);
        const auto watcher = device();
        const auto stream = client->startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
        QTRY_COMPARE(streamBodies(stream->received()), numbers(0, 3));
        sendNumbers(3, 6);
        QTRY_COMPARE(streamBodies(stream->received()), numbers(0, 6));
        const auto events = parseStream(stream->received());
        for (const StreamEvent &event : events) {
            if (event.type == "message")
                QCOMPARE(event.id, QByteArray::number(event.data.value("seq"_L1).toInteger()));
        }
        // A second stream delivers the same; a resumed one delivers the later events.
        const auto second = client->startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
        QTRY_COMPARE(streamBodies(second->received()), numbers(0, 6));
        const QByteArray lastId = events.last().id;
        stream->abort();
        sendNumbers(6, 9);
        const auto resumed = client->startGet(u"/v1/events"_s,
                                              {{"Accept", "text/event-stream"}, {"Last-Event-ID", lastId}});
        QTRY_COMPARE(streamBodies(resumed->received()), numbers(6, 9));
    }

    void streamDeliversTransientEvents()
    {
        const auto client = device();
        const auto stream = client->startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
        QTRY_COMPARE(stream->status(), 200);
        const auto has = [&](const QByteArray &type, auto matches) {
            for (const StreamEvent &event : parseStream(stream->received())) {
                if (event.type == type && event.id.isEmpty() && matches(event.data))
                    return true;
            }
            return false;
        };
        m_peer->sendRaw("<message type='chat' to='juliet@localhost'><composing "
                        "xmlns='http://jabber.org/protocol/chatstates'/></message>");
        QTRY_VERIFY(has("chat-state",
                        [](const QJsonObject &data) { return data.value("state"_L1).toString() == "composing"_L1; }));
        QVERIFY(m_peer->signOut());
        QTRY_VERIFY(has("presence", [](const QJsonObject &data) {
            return data.value("jid"_L1).toString() == romeo
                && data.value("presence"_L1)["show"_L1].toString() == "offline"_L1;
        }));
        QVERIFY(m_peer->signIn(u"romeo"_s, u"demo"_s));
        QTRY_VERIFY(has("presence", [](const QJsonObject &data) {
            return data.value("presence"_L1)["show"_L1].toString() == "online"_L1;
        }));
        const auto sent = client->send(romeo, u"hi"_s);
        QCOMPARE(sent.status, 201);
        QTRY_VERIFY(has("message-state", [&](const QJsonObject &data) {
            return data.value("id"_L1) == sent.json.value("id"_L1) && data.value("state"_L1).toString() == "sent"_L1;
        }));
    }

    void slowStreamUsesBoundedMemory()
    {
        const auto sleepy = device();
        const auto client = device();
        QTcpSocket sleeper;
        sleeper.setReadBufferSize(1024);
        sleeper.connectToHost(u"127.0.0.1"_s, m_gateway.daemon.port());
        QVERIFY(sleeper.waitForConnected());
        sleeper.write(
            "GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
            + sleepy->token() + "\r\n\r\n");
        QTRY_VERIFY(sleeper.bytesAvailable() > 0);
        const QString text(30'000, u'x');
        for (int i = 0; i < 400; ++i)
            m_peer->sendMessage(juliet, QString::number(i) + u' ' + text);
        // Another device is served meanwhile, and the idle reader is disconnected in the end.
        QCOMPARE(client->receive(400).size(), 400);
        QVERIFY(QTest::qWaitFor([&] { return m_gateway.daemon.log().contains("an event stream is dropped"); },
                                std::chrono::seconds(45)));
        const auto resumed = sleepy->startGet(u"/v1/events"_s,
                                              {{"Accept", "text/event-stream"}, {"Last-Event-ID", "0"}});
        QTRY_VERIFY_WITH_TIMEOUT(streamBodies(resumed->received()).size() >= 400, 30'000);
        QStringList resumedNumbers;
        for (const QString &body : streamBodies(resumed->received()))
            resumedNumbers += body.section(u' ', 0, 0);
        QCOMPARE(resumedNumbers, numbers(0, 400));
    }

    void acknowledgingWithoutReading()
    {
        const auto client = device();
        sendNumbers(0, 3);
        const auto page = client->get(u"/v1/events?wait=10&limit=1"_s);
        const qint64 first = page.json.value("next"_L1).toInteger();
        QCOMPARE(client->post(u"/v1/events/ack"_s, {{u"cursor"_s, first}}).status, 204);
        QTRY_COMPARE(bodies(client->get(u"/v1/events"_s)), numbers(1, 3));
        QCOMPARE(client->post(u"/v1/events/ack"_s, {{u"cursor"_s, u"x"_s}}).status, 400);
        QCOMPARE(client->post(u"/v1/events/ack"_s, {}).status, 400);
        QCOMPARE(client->post(u"/v1/events/ack"_s, {{u"cursor"_s, -1}}).status, 400);
    }

    void acknowledgingAFutureEventFails()
    {
        const auto client = device();
        const auto watcher = device(); // as reading further acknowledges
        sendNumbers(0, 3);
        QCOMPARE(watcher->receive(3), numbers(0, 3));
        const auto cursor = [&] { return client->get(u"/v1/session"_s).json.value("cursor"_L1); };
        const qint64 newest = cursor()["newest"_L1].toInteger();
        const qint64 before = cursor()["device"_L1].toInteger();
        QVERIFY(before < newest);
        for (const qint64 ahead : {newest + 1, newest + 1000, (1LL << 53) - 1}) {
            const QString after = QString::number(ahead);
            const auto page = client->get(u"/v1/events?after="_s + after);
            QCOMPARE(page.json.value("events"_L1)[0]["type"_L1].toString(), u"reset"_s);
            QCOMPARE(client->post(u"/v1/events/ack"_s, {{u"cursor"_s, ahead}}).status, 400);
            QCOMPARE(client->post(u"/v1/events/ack"_s, {{u"cursor"_s, after}}).status, 400);
            const auto stream = client->startGet(
                u"/v1/events"_s, {{"Accept", "text/event-stream"}, {"Last-Event-ID", after.toLatin1()}});
            QTRY_VERIFY(stream->received().contains("event: reset\n"));
        }
        for (const QString &none : {u"-1"_s, u"9223372036854775807"_s, u"99999999999999999999"_s, u"1e3"_s, u"0x1"_s}) {
            QCOMPARE(client->get(u"/v1/events?after="_s + none).status, 400);
            QCOMPARE(client->post(u"/v1/events/ack"_s, {{u"cursor"_s, none}}).status, 400);
        }
        // HEAD changes nothing.
        QCOMPARE(client->http().send("HEAD", u"/v1/events?wait=30&after=%1"_s.arg(newest), {}).status, 200);
        QCOMPARE(cursor()["device"_L1].toInteger(), before);
        QCOMPARE(bodies(client->get(u"/v1/events"_s)), numbers(0, 3));
        QCOMPARE(client->post(u"/v1/events/ack"_s, {{u"cursor"_s, newest}}).status, 204);
        QCOMPARE(cursor()["device"_L1].toInteger(), newest);
    }

    void invalidCursorGetsReset()
    {
        const auto client = device();
        sendNumbers(0, 3);
        QCOMPARE(client->receive(3), numbers(0, 3));
        client->get(u"/v1/events?after=%1"_s.arg(client->cursor()));
        // The only device has acknowledged them, so they are deleted.
        QTRY_COMPARE(
            client->get(u"/v1/events?after=0"_s).json.value("events"_L1).toArray().first()["type"_L1].toString(),
            u"reset"_s);
        const auto ahead = client->get(u"/v1/events?after=999999"_s);
        QCOMPARE(ahead.json.value("events"_L1).toArray().first()["type"_L1].toString(), u"reset"_s);
        const QJsonObject reset = ahead.json.value("events"_L1).toArray().first().toObject();
        QCOMPARE(reset.keys(), QStringList({u"oldest"_s, u"seq"_s, u"type"_s}));
        sendNumbers(3, 4);
        QTRY_COMPARE(bodies(client->get(u"/v1/events?after=%1"_s.arg(ahead.json.value("next"_L1).toInteger()))),
                     numbers(3, 4));
    }

    void revokedTokenEndsItsStream()
    {
        const auto keeper = device();
        const auto client = device();
        const auto stream = client->startGet(u"/v1/events"_s, {{"Accept", "text/event-stream"}});
        const auto poll = client->startGet(u"/v1/events?wait=50"_s);
        QTRY_COMPARE(stream->status(), 200);
        QCOMPARE(client->remove(u"/v1/session"_s).status, 204);
        QTRY_VERIFY(stream->isFinished());
        QCOMPARE(poll->wait().status, 401);
        QCOMPARE(client->get(u"/v1/events"_s).status, 401);
        QCOMPARE(keeper->get(u"/v1/events"_s).status, 200);
    }
};

QTEST_GUILESS_MAIN(tst_V1Events)
#include "tst_v1events.moc"
