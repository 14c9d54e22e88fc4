// SPDX-License-Identifier: GPL-3.0-or-later
#include "pushbench.h"

#include <pushlistener.h>

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

using Mode = HostileEndpoint::Mode;

// When a push goes, and what it tells; see tst_pushretries for when it fails.
class TestPushDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsToldAtOnce();
    void aBurstIsOnePushEachTwoSecondsAndTheLastTellsTheNewest();
    void subscriptionsOfOneAccountAreToldEach();
    void tellsNothingOf_data();
    void tellsNothingOf();
    void whatComesWhileReadingIsToldOnlyWhereItStaysUnread();
    void aReaderThatComesBackIsNotCalled();
    void whatIsOldWaitsForTheNewsThatItWasRead();
    void versionsAscendWhateverTheClockSays();
    void presenceIsToldToThoseWhoAskedForIt();
    void aSubscriptionWithoutASecretIsBroken();
    void noLogTellsAnEndpoint();
};

void TestPushDispatcher::aMessageIsToldAtOnce()
{
    PushBench bench;
    PushListener endpoint;
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/up?token"_s), PushPayload::Full);
    bench.pass(1min);
    QVERIFY(endpoint.requests().isEmpty());
    const qint64 seq = bench.append(u"hello"_s);
    bench.pass(0ms);
    QCOMPARE(endpoint.requests().size(), 1);
    const Test::PushRequest &request = endpoint.requests().first();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.path, u"/up?token"_s);
    const QJsonObject json = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(json.value("seq"_L1).toInteger(), seq);
    QCOMPARE(json.value("body"_L1).toString(), u"hello"_s);
    QCOMPARE(bench.progress().sentSeq, seq);
    QCOMPARE(bench.progress().lastStatus, 200);
    bench.pass(1h);
    QCOMPARE(endpoint.requests().size(), 1);
}

void TestPushDispatcher::aBurstIsOnePushEachTwoSecondsAndTheLastTellsTheNewest()
{
    PushBench bench;
    PushListener endpoint;
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Id);
    QList<QDateTime> times;
    QList<qint64> seqs;
    connect(&endpoint, &PushListener::requested, this, [&](const Test::PushRequest &request) {
        times.append(bench.now());
        seqs.append(PushBench::seqIn(request.body));
    });
    qint64 last = 0;
    for (int i = 0; i < 1000; ++i) {
        last = bench.append(u"message %1"_s.arg(i));
        bench.pass(10ms); // ten seconds in all
    }
    bench.pass(1h);
    QCOMPARE(seqs.size(), 6); // after 0, 2, 4, 6, 8 and 10 seconds
    for (qsizetype i = 1; i < times.size(); ++i)
        QVERIFY(times[i] - times[i - 1] >= 2s);
    QCOMPARE(seqs.first(), last - 999);
    QCOMPARE(seqs.last(), last);
    QVERIFY(std::ranges::is_sorted(seqs));
}

void TestPushDispatcher::subscriptionsOfOneAccountAreToldEach()
{
    PushBench bench;
    PushListener first;
    PushListener second;
    PushListener other;
    bench.subscribe(PushKind::SimplePush, first.url(u"/1"_s));
    bench.subscribe(PushKind::SimplePush, second.url(u"/2"_s));
    bench.subscribe(PushKind::SimplePush, other.url(u"/3"_s), {}, juliet);
    bench.append(u"hello"_s);
    bench.pass(1min);
    QCOMPARE(first.requests().size(), 1);
    QCOMPARE(second.requests().size(), 1);
    QVERIFY(other.requests().isEmpty());
}

void TestPushDispatcher::tellsNothingOf_data()
{
    QTest::addColumn<Event>("event");
    Event event = message(romeo, u"b"_s);
    event.direction = Direction::Out;
    event.from = romeo;
    QTest::newRow("one's own message, a carbon") << event;
    event = message(romeo, u"b"_s);
    event.body.clear();
    QTest::newRow("a message without a body") << event;
    event.type = EventType::Receipt;
    QTest::newRow("a receipt") << event;
    event = message(romeo, u"b"_s);
    event.from = Jid::fromServer(u"romeo@localhost/other"_s);
    QTest::newRow("a note to oneself") << event;
}

void TestPushDispatcher::tellsNothingOf()
{
    QFETCH(Event, event);
    PushBench bench;
    PushListener endpoint;
    bench.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    value(bench.fixture.store->append(event));
    bench.pass(1h);
    QVERIFY(endpoint.requests().isEmpty());
    bench.append(u"another"_s);
    bench.pass(0ms);
    QCOMPARE(endpoint.requests().size(), 1); // it does work
}

void TestPushDispatcher::whatComesWhileReadingIsToldOnlyWhereItStaysUnread()
{
    PushBench bench;
    PushListener endpoint;
    const PushSubscription subscription = bench.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    for (const bool isAcknowledged : {true, false}) {
        bench.isRead = true;
        const qint64 seq = bench.append(u"hello %1"_s.arg(isAcknowledged));
        bench.pass(1h);
        QVERIFY(endpoint.requests().isEmpty());
        if (isAcknowledged)
            value(bench.fixture.store->acknowledge(subscription.deviceId, seq));
        bench.isRead = false;
        bench.dispatcher->readersLeft(romeo);
        bench.pass(PushDispatcher::grace - 1ms);
        QVERIFY(endpoint.requests().isEmpty());
        bench.pass(1min);
        QCOMPARE(endpoint.requests().size(), isAcknowledged ? 0 : 1);
    }
}

// Between two long polls nobody reads for a moment.
void TestPushDispatcher::aReaderThatComesBackIsNotCalled()
{
    PushBench bench;
    PushListener endpoint;
    const PushSubscription subscription = bench.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    for (int round = 0; round < 20; ++round) {
        bench.isRead = true;
        bench.pass(1s);
        bench.isRead = false;
        bench.dispatcher->readersLeft(romeo);
        const qint64 seq = bench.append(u"%1"_s.arg(round));
        bench.pass(500ms);
        value(bench.fixture.store->acknowledge(subscription.deviceId, seq));
    }
    bench.pass(1h);
    QVERIFY(endpoint.requests().isEmpty());
}

void TestPushDispatcher::whatIsOldWaitsForTheNewsThatItWasRead()
{
    PushBench bench;
    PushListener endpoint;
    bench.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    bench.pass(0ms);
    Event old = message(romeo, u"old"_s);
    old.delayed = true;
    Event displayed = message(romeo, {});
    displayed.type = EventType::Marker;
    displayed.direction = Direction::Out;
    std::swap(displayed.from, displayed.to);
    displayed.id = u"old"_s;
    value(bench.fixture.store->append(old));
    bench.pass(1s);
    value(bench.fixture.store->append(displayed));
    bench.pass(1h);
    QVERIFY(endpoint.requests().isEmpty());
    old.id = u"older"_s; // which nobody has displayed
    value(bench.fixture.store->append(old));
    bench.pass(PushDispatcher::grace);
    QCOMPARE(endpoint.requests().size(), 1);
}

void TestPushDispatcher::versionsAscendWhateverTheClockSays()
{
    PushBench bench;
    HostileEndpoint endpoint;
    bench.subscribe(PushKind::SimplePush, endpoint.url());
    for (int i = 0; i < 12; ++i) {
        bench.append(QString::number(i));
        bench.pass(3s);
        if (i == 4)
            bench.restart();
        if (i == 8) {
            bench.fixture.now = bench.now() - 24h * 365;
            bench.restart();
        }
    }
    QCOMPARE(endpoint.bodies().size(), 12);
    qint64 last = 0;
    for (const QByteArray &body : endpoint.bodies()) {
        QVERIFY(body.startsWith("version=") && body.size() <= 25); // more is too much for notification_server
        const qint64 version = body.sliced(8).toLongLong();
        QVERIFY(version > last && version < (1LL << 53));
        last = version;
    }
}

void TestPushDispatcher::presenceIsToldToThoseWhoAskedForIt()
{
    PushBench bench;
    PushListener endpoint;
    PushListener other;
    PushSubscription subscription = bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Id);
    bench.subscribe(PushKind::SimplePush, other.url(u"/x"_s));
    QVERIFY(!bench.dispatcher->wantsPresence(romeo));
    subscription.wantsPresence = true;
    value(bench.fixture.store->saveSubscription(subscription));
    QVERIFY(bench.dispatcher->wantsPresence(romeo));
    QVERIFY(!bench.dispatcher->wantsPresence(juliet));
    bench.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}, {u"name"_s, u"Nurse"_s}});
    bench.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    QCOMPARE(endpoint.requests().last().body, R"({"jid":"nurse@localhost","type":"presence"})");
    QVERIFY(other.requests().isEmpty());
    // Nobody who looks on needs to be called.
    bench.isRead = true;
    bench.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}});
    bench.isRead = false;
    bench.dispatcher->readersLeft(romeo);
    bench.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    // A message goes first, and neither is lost.
    bench.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}});
    bench.append(u"hello"_s);
    bench.pass(0ms);
    QVERIFY(endpoint.requests().last().body.contains("message"));
    bench.pass(2s);
    QCOMPARE(endpoint.requests().size(), 3);
    QVERIFY(endpoint.requests().last().body.contains("presence"));
}

void TestPushDispatcher::aSubscriptionWithoutASecretIsBroken()
{
    PushBench bench;
    HostileEndpoint endpoint;
    PushSubscription subscription = bench.subscribe(PushKind::Webhook, endpoint.url());
    subscription.secret.clear();
    value(bench.fixture.store->saveSubscription(subscription));
    bench.append(u"a"_s);
    bench.pass(1h);
    QCOMPARE(endpoint.connections(), 0);
    QVERIFY(bench.progress().isBroken);
}

static QByteArray logged;

void TestPushDispatcher::noLogTellsAnEndpoint()
{
    const auto before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &text) { logged += text.toUtf8() + '\n'; });
    {
        PushBench bench;
        for (const Mode mode : {Mode::Down, Mode::HangsUp, Mode::Garbage, Mode::Answer}) {
            HostileEndpoint endpoint(mode);
            endpoint.setAnswer("HTTP/1.1 410 Gone");
            bench.subscribe(PushKind::SimplePush, endpoint.url(u"/capability?and=query"_s));
            bench.append(u"a secret body %1"_s.arg(int(mode)));
            bench.pass(1min);
        }
    }
    qInstallMessageHandler(before);
    QVERIFY2(logged.contains("push to http://127.0.0.1:"), logged.constData());
    QVERIFY2(!logged.contains("capability"), logged.constData());
    QVERIFY2(!logged.contains("query"), logged.constData());
    QVERIFY2(!logged.contains("secret body"), logged.constData());
}

QTEST_GUILESS_MAIN(TestPushDispatcher)
#include "tst_pushdispatcher.moc"
