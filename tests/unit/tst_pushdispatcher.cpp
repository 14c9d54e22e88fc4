// SPDX-License-Identifier: GPL-3.0-or-later
#include "pushbench.h"

#include <pushlistener.h>

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

using Mode = HostileEndpoint::Mode;

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
    void failuresAreBoundedAndThenOnePushTells_data();
    void failuresAreBoundedAndThenOnePushTells();
    void waitsAsLongAsItIsAskedTo();
    void whatIsGoneIsDropped_data();
    void whatIsGoneIsDropped();
    void aPayloadThatIsTooLargeIsMadeSmaller();
    void isGivenUpAfterThreeDaysAndTestedBackToLife();
    void aTestThatFailsChangesNothing();
    void aServerThatIsDownIsSparedByAllItsSubscriptions();
    void aRestartLosesAndRepeatsNothing();
    void aRestartGoesOnWaiting();
    void aWebhookHasTheSameIdUntilItIsTaken();
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

void TestPushDispatcher::failuresAreBoundedAndThenOnePushTells_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("least"); // attempts in an hour
    QTest::addColumn<int>("most");
    // With full jitter 2 s, 4 s ... 15 min are about 16 attempts in an hour.
    const auto row = [](const char *name, Mode mode, const QByteArray &head = {}, int least = 9, int most = 60) {
        QTest::newRow(name) << mode << head << least << most;
    };
    row("down", Mode::Down);
    row("hangs up", Mode::HangsUp);
    row("garbage", Mode::Garbage);
    row("500", Mode::Answer, "HTTP/1.1 500 Oh");
    row("503", Mode::Answer, "HTTP/1.1 503 Busy");
    row("507, as ntfy", Mode::Answer, "HTTP/1.1 507 Nobody");
    row("408", Mode::Answer, "HTTP/1.1 408 Slow");
    row("429", Mode::Answer, "HTTP/1.1 429 Many\r\nRetry-After: 600", 5, 7);
    row("401", Mode::Answer, "HTTP/1.1 401 Who", 3, 40);
    row("400", Mode::Answer, "HTTP/1.1 400 What", 3, 40);
    row("302", Mode::Answer, "HTTP/1.1 302 There\r\nLocation: http://127.0.0.1:1/", 3, 40);
}

void TestPushDispatcher::failuresAreBoundedAndThenOnePushTells()
{
    QFETCH(Mode, mode);
    QFETCH(QByteArray, head);
    QFETCH(int, least);
    QFETCH(int, most);
    PushBench bench;
    HostileEndpoint endpoint(mode);
    endpoint.setAnswer(head);
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id);
    bench.append(u"first"_s);
    bench.pass(0ms);
    QCOMPARE(bench.progress().attempts, 1);
    QCOMPARE(bench.progress().sentSeq, 0);
    bench.pass(30min);
    const qint64 last = bench.append(u"last"_s);
    bench.pass(30min);
    const int attempts = bench.progress().attempts;
    qInfo("%d attempts in an hour", attempts);
    QVERIFY(attempts >= least && attempts <= most);
    if (mode == Mode::Answer)
        QCOMPARE(endpoint.bodies().size(), attempts);
    endpoint.setMode(Mode::Answer);
    endpoint.setAnswer("HTTP/1.1 200 OK");
    endpoint.clear();
    bench.pass(15min); // a jitter at its longest
    QCOMPARE(endpoint.bodies().size(), 1);
    QCOMPARE(PushBench::seqIn(endpoint.bodies().first()), last);
    QCOMPARE(bench.progress().attempts, 0);
    QCOMPARE(bench.progress().sentSeq, last);
    bench.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
}

void TestPushDispatcher::waitsAsLongAsItIsAskedTo()
{
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 429 Many\r\nRetry-After: 5000");
    bench.subscribe(PushKind::SimplePush, endpoint.url());
    bench.append(u"a"_s);
    bench.pass(4999s);
    bench.append(u"b"_s); // is no reason to come earlier
    bench.pass(500ms);
    QCOMPARE(endpoint.bodies().size(), 1);
    bench.pass(1s);
    QCOMPARE(endpoint.bodies().size(), 2);
}

void TestPushDispatcher::whatIsGoneIsDropped_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("404") << QByteArray("HTTP/1.1 404 Not Found");
    QTest::newRow("410") << QByteArray("HTTP/1.1 410 Gone");
}

void TestPushDispatcher::whatIsGoneIsDropped()
{
    QFETCH(QByteArray, head);
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer(head);
    bench.subscribe(PushKind::SimplePush, endpoint.url());
    bench.append(u"a"_s);
    bench.pass(1min);
    QVERIFY(value(bench.fixture.store->allSubscriptions()).isEmpty());
    bench.append(u"b"_s);
    bench.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
}

void TestPushDispatcher::aPayloadThatIsTooLargeIsMadeSmaller()
{
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 413 Large");
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Full);
    bench.append(u"a long message"_s);
    bench.pass(0ms);
    QVERIFY(endpoint.bodies().last().contains(R"("body":"a long message")"));
    bench.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 2);
    QVERIFY(!endpoint.bodies().last().contains("body"));
    QVERIFY(PushBench::seqIn(endpoint.bodies().last()) > 0);
    bench.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 3);
    QCOMPARE(endpoint.bodies().last(), "{}");
    // There is nothing less to tell: from here on it is a failure like others.
    bench.pass(1h);
    QVERIFY(endpoint.bodies().size() < 40);
    QVERIFY(bench.progress().attempts > 0);
    QCOMPARE(bench.progress().lastStatus, 413);
}

void TestPushDispatcher::isGivenUpAfterThreeDaysAndTestedBackToLife()
{
    PushBench bench;
    HostileEndpoint endpoint(Mode::HangsUp);
    const QString id = bench.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id).id;
    bench.append(u"a"_s);
    bench.pass(72h + 15min);
    QVERIFY(bench.progress().isBroken);
    const qsizetype attempts = endpoint.bodies().size();
    qInfo("%lld attempts in 72 hours", qlonglong(attempts));
    QVERIFY(attempts > 72 * 4 && attempts < 72 * 20);
    endpoint.setMode(Mode::Answer);
    const qint64 last = bench.append(u"b"_s);
    for (int round = 0; round < 2; ++round) {
        bench.pass(24h);
        QCOMPARE(endpoint.bodies().size(), attempts);
        bench.restart();
    }
    bench.dispatcher->test(id);
    bench.pass(0ms);
    QCOMPARE(endpoint.bodies().size(), attempts + 1);
    QCOMPARE(endpoint.bodies().last(), R"({"type":"test"})");
    QVERIFY(!bench.progress().isBroken);
    bench.pass(2s); // what came meanwhile
    QCOMPARE(endpoint.bodies().size(), attempts + 2);
    QCOMPARE(PushBench::seqIn(endpoint.bodies().last()), last);
}

void TestPushDispatcher::aTestThatFailsChangesNothing()
{
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 500 Oh");
    const QString id = bench.subscribe(PushKind::SimplePush, endpoint.url()).id;
    bench.dispatcher->test(id);
    bench.dispatcher->test(u"no such subscription"_s);
    bench.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
    QCOMPARE(bench.progress().lastStatus, 500);
    QCOMPARE(bench.progress().attempts, 0);
}

void TestPushDispatcher::aServerThatIsDownIsSparedByAllItsSubscriptions()
{
    PushBench bench;
    HostileEndpoint endpoint(Mode::HangsUp);
    constexpr int subscribers = 40;
    for (int i = 0; i < subscribers; ++i) {
        const Jid account = Jid::fromServer(u"user%1@localhost"_s.arg(i));
        bench.subscribe(PushKind::SimplePush, endpoint.url(u"/%1"_s.arg(i)), {}, account);
        bench.append(u"hello"_s, account);
    }
    PushListener other;
    bench.subscribe(PushKind::SimplePush, other.url(u"/x"_s), {}, juliet);
    bench.pass(10min);
    // Ten and the few that were under way, then one each 30 s.
    qInfo("%lld requests in ten minutes", qlonglong(endpoint.bodies().size()));
    QVERIFY(endpoint.bodies().size() <= OriginGate::failuresToBreak + OriginGate::perOrigin + 20);
    QVERIFY(endpoint.bodies().size() >= OriginGate::failuresToBreak + 15);
    bench.append(u"hello"_s, juliet);
    bench.pass(0ms);
    QCOMPARE(other.requests().size(), 1); // another server is not touched by it
    endpoint.setMode(Mode::Answer);
    endpoint.clear();
    bench.pass(15min + 30s);
    QCOMPARE(endpoint.bodies().size(), subscribers);
}

void TestPushDispatcher::aRestartLosesAndRepeatsNothing()
{
    PushBench bench;
    HostileEndpoint endpoint;
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id);
    bench.append(u"told"_s);
    bench.pass(0ms);
    bench.restart();
    bench.pass(1min);
    QCOMPARE(endpoint.bodies().size(), 1);
    bench.dispatcher.reset(); // what comes while it is down
    const qint64 seq = bench.append(u"missed"_s);
    bench.restart();
    bench.pass(0ms);
    QCOMPARE(endpoint.bodies().size(), 2);
    QCOMPARE(PushBench::seqIn(endpoint.bodies().last()), seq);
}

void TestPushDispatcher::aRestartGoesOnWaiting()
{
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 503 Busy\r\nRetry-After: 1000");
    bench.subscribe(PushKind::SimplePush, endpoint.url());
    bench.append(u"a"_s);
    bench.pass(100s);
    bench.restart();
    bench.pass(899s);
    QCOMPARE(endpoint.bodies().size(), 1);
    bench.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 2);
    QCOMPARE(bench.progress().attempts, 2);
}

void TestPushDispatcher::aWebhookHasTheSameIdUntilItIsTaken()
{
    PushBench bench;
    PushListener endpoint;
    endpoint.setAnswer(500);
    const PushSubscription subscription = bench.subscribe(PushKind::Webhook, endpoint.url(u"/hook"_s),
                                                          PushPayload::Full);
    bench.append(u"hello"_s);
    bench.pass(1min);
    bench.restart();
    bench.pass(5min);
    QVERIFY(endpoint.requests().size() > 3);
    QSet<QByteArray> ids;
    const QByteArray key = webhookKey(subscription.secret).value();
    for (const Test::PushRequest &request : endpoint.requests()) {
        const QByteArray id = request.headers.value("webhook-id"_L1).toByteArray();
        ids.insert(id);
        const qint64 timestamp = request.headers.value("webhook-timestamp"_L1).toByteArray().toLongLong();
        QVERIFY(timestamp >= (bench.now() - 10min).toSecsSinceEpoch() && timestamp <= bench.now().toSecsSinceEpoch());
        QCOMPARE(request.headers.value("webhook-signature"_L1).toByteArray(),
                 webhookSignature(key, id, timestamp, request.body));
        QVERIFY(request.body.contains("hello"));
    }
    QCOMPARE(ids.size(), 1);
    endpoint.setAnswer(204, {});
    bench.append(u"another"_s);
    bench.pass(1h);
    QVERIFY(!ids.contains(endpoint.requests().last().headers.value("webhook-id"_L1).toByteArray()));
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
        QVERIFY(body.startsWith("version="));
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
