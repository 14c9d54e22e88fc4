// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pushlistener.h"

#include "pushbench.h"

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

using Mode = HostileEndpoint::Mode;

// Failing pushes, and the effect of a restart on them.
class TestPushRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failuresAreBoundedAndThenOnePushTells_data();
    void failuresAreBoundedAndThenOnePushTells();
    void waitsAsLongAsItIsAskedTo();
    void whatIsGoneIsDropped_data();
    void whatIsGoneIsDropped();
    void notFoundIsForgivenForADay_data();
    void notFoundIsForgivenForADay();
    void aPayloadThatIsTooLargeIsMadeSmaller();
    void theNextPayloadMayBeLargeAgain();
    void aServiceThatRefusesOurKeyIsLoggedOnceAMinute_data();
    void aServiceThatRefusesOurKeyIsLoggedOnceAMinute();
    void isGivenUpAfterThreeDaysAndTestedBackToLife();
    void aTestThatFailsChangesNothing();
    void aServerThatIsDownIsSparedByAllItsSubscriptions();
    void aRestartLosesAndRepeatsNothing();
    void aRestartGoesOnWaiting();
    void aWebhookHasTheSameIdUntilItIsTaken();
};

void TestPushRetries::failuresAreBoundedAndThenOnePushTells_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("least"); // attempts per hour
    QTest::addColumn<int>("most");
    // With full jitter 2 s, 4 s ... 15 min are about 16 attempts per hour.
    const auto row = [](const char *name, Mode mode, const QByteArray &head = {}, int least = 9, int most = 60) {
        QTest::newRow(name) << mode << head << least << most;
    };
    row("down", Mode::Down);
    row("silent", Mode::Silent); // in real time each takes a second
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

void TestPushRetries::failuresAreBoundedAndThenOnePushTells()
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
    bench.pass(15min); // the longest delay
    QCOMPARE(endpoint.bodies().size(), 1);
    QCOMPARE(PushBench::seqIn(endpoint.bodies().first()), last);
    QCOMPARE(bench.progress().attempts, 0);
    QCOMPARE(bench.progress().sentSeq, last);
    bench.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
}

void TestPushRetries::waitsAsLongAsItIsAskedTo()
{
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 429 Many\r\nRetry-After: 5000");
    bench.subscribe(PushKind::SimplePush, endpoint.url());
    bench.append(u"a"_s);
    bench.pass(4999s);
    bench.append(u"b"_s); // does not cause an earlier attempt
    bench.pass(500ms);
    QCOMPARE(endpoint.bodies().size(), 1);
    bench.pass(1s);
    QCOMPARE(endpoint.bodies().size(), 2);
}

void TestPushRetries::whatIsGoneIsDropped_data()
{
    QTest::addColumn<PushKind>("kind");
    QTest::addColumn<QByteArray>("head");
    for (const PushKind kind : {PushKind::SimplePush, PushKind::Webhook, PushKind::UnifiedPush, PushKind::WebPush})
        QTest::addRow("410, %s", pushKindNames[kind].data()) << kind << QByteArray("HTTP/1.1 410 Gone");
    QTest::newRow("404, webpush") << PushKind::WebPush << QByteArray("HTTP/1.1 404 Not Found");
}

void TestPushRetries::whatIsGoneIsDropped()
{
    QFETCH(PushKind, kind);
    QFETCH(QByteArray, head);
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer(head);
    bench.subscribe(kind, endpoint.url());
    bench.append(u"a"_s);
    bench.pass(1min);
    QVERIFY(value(bench.fixture.store->allSubscriptions()).isEmpty());
    bench.append(u"b"_s);
    bench.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
}

void TestPushRetries::notFoundIsForgivenForADay_data()
{
    QTest::addColumn<PushKind>("kind");
    for (const PushKind kind : {PushKind::SimplePush, PushKind::Webhook, PushKind::UnifiedPush})
        QTest::newRow(pushKindNames[kind].data()) << kind;
}

void TestPushRetries::notFoundIsForgivenForADay()
{
    QFETCH(PushKind, kind);
    PushBench bench;
    HostileEndpoint endpoint;
    bench.subscribe(kind, endpoint.url());
    for (const bool comesBack : {true, false}) {
        endpoint.setAnswer("HTTP/1.1 404 Not Found");
        bench.append(u"a message %1"_s.arg(comesBack));
        bench.pass(23h);
        bench.restart();
        QCOMPARE(bench.progress().lastStatus, 404);
        QVERIFY(bench.progress().attempts > 20);
        QVERIFY(!bench.progress().isBroken);
        QVERIFY(bench.progress().nextAttempt.isValid());
        QCOMPARE(bench.progress().lastProblem, u"status 404"_s);
        if (comesBack) {
            endpoint.setAnswer("HTTP/1.1 200 OK");
            bench.pass(15min);
            QCOMPARE(bench.progress().attempts, 0);
            QCOMPARE(bench.progress().sentSeq, 1);
        } else {
            bench.pass(1h + 15min);
            QVERIFY(value(bench.fixture.store->allSubscriptions()).isEmpty());
        }
    }
}

void TestPushRetries::aPayloadThatIsTooLargeIsMadeSmaller()
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
    // A push cannot become smaller: from here on it is an ordinary failure.
    bench.pass(1h);
    QVERIFY(endpoint.bodies().size() < 40);
    QVERIFY(bench.progress().attempts > 0);
    QCOMPARE(bench.progress().lastStatus, 413);
}

void TestPushRetries::theNextPayloadMayBeLargeAgain()
{
    PushBench bench;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 413 Large");
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Full);
    bench.append(u"a long message"_s);
    bench.pass(0ms);
    endpoint.setAnswer("HTTP/1.1 200 OK");
    bench.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 2);
    QVERIFY(!endpoint.bodies().last().contains("body"));
    bench.append(u"a short one"_s);
    bench.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 3);
    QVERIFY(endpoint.bodies().last().contains("a short one"));
}

static QStringList warnings;

void TestPushRetries::aServiceThatRefusesOurKeyIsLoggedOnceAMinute_data()
{
    QTest::addColumn<PushKind>("kind");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("isLogged");
    QTest::newRow("401") << PushKind::WebPush << QByteArray("HTTP/1.1 401 Who") << true;
    QTest::newRow("403") << PushKind::WebPush << QByteArray("HTTP/1.1 403 BadJwtToken") << true;
    QTest::newRow("another failure") << PushKind::WebPush << QByteArray("HTTP/1.1 500 Oh") << false;
    QTest::newRow("a webhook") << PushKind::Webhook << QByteArray("HTTP/1.1 403 No") << false;
}

void TestPushRetries::aServiceThatRefusesOurKeyIsLoggedOnceAMinute()
{
    QFETCH(PushKind, kind);
    QFETCH(QByteArray, head);
    QFETCH(bool, isLogged);
    const auto before = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &, const QString &text) {
        if (type == QtWarningMsg)
            warnings += text;
    });
    {
        PushBench bench;
        HostileEndpoint endpoint;
        HostileEndpoint other;
        endpoint.setAnswer(head);
        other.setAnswer(head);
        for (int i = 0; i < 3; ++i) {
            bench.subscribe(kind, endpoint.url(u"/capability%1"_s.arg(i)));
            bench.subscribe(kind, other.url(u"/capability%1"_s.arg(i)));
        }
        const auto logged = [&](const HostileEndpoint &one) {
            const QString origin = originOf(one.url());
            return std::ranges::count_if(warnings, [&](const QString &text) {
                return text.contains(origin) && text.contains("VAPID"_L1) && !text.contains("capability"_L1);
            });
        };
        warnings.clear();
        bench.append(u"a"_s);
        bench.pass(59s);
        const auto inAMinute = std::pair(logged(endpoint), logged(other));
        bench.pass(15min);
        const auto inAll = logged(endpoint);
        qInstallMessageHandler(before);
        QVERIFY(endpoint.bodies().size() >= 3);
        QCOMPARE(inAMinute, (isLogged ? std::pair(1L, 1L) : std::pair(0L, 0L)));
        QVERIFY(isLogged ? inAll > 1 && inAll <= 16 : inAll == 0);
    }
}

void TestPushRetries::isGivenUpAfterThreeDaysAndTestedBackToLife()
{
    PushBench bench;
    HostileEndpoint endpoint(Mode::HangsUp);
    const QString id = bench.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id).id;
    bench.append(u"a"_s);
    bench.pass(72h + 15min);
    QVERIFY(bench.progress().isBroken);
    QVERIFY(!bench.progress().lastProblem.isEmpty());
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
    bench.pass(2s); // events that arrived meanwhile
    QCOMPARE(endpoint.bodies().size(), attempts + 2);
    QCOMPARE(PushBench::seqIn(endpoint.bodies().last()), last);
}

void TestPushRetries::aTestThatFailsChangesNothing()
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

void TestPushRetries::aServerThatIsDownIsSparedByAllItsSubscriptions()
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
    // Ten and the few that were in flight, then one every 30 s.
    qInfo("%lld requests in ten minutes", qlonglong(endpoint.bodies().size()));
    QVERIFY(endpoint.bodies().size() <= OriginThrottle::failuresToBreak + OriginThrottle::perOrigin + 20);
    QVERIFY(endpoint.bodies().size() >= OriginThrottle::failuresToBreak + 15);
    bench.append(u"hello"_s, juliet);
    bench.pass(0ms);
    QCOMPARE(other.requests().size(), 1); // another server is not affected
    endpoint.setMode(Mode::Answer);
    endpoint.clear();
    bench.pass(15min + 30s);
    QCOMPARE(endpoint.bodies().size(), subscribers);
}

void TestPushRetries::aRestartLosesAndRepeatsNothing()
{
    PushBench bench;
    HostileEndpoint endpoint;
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id);
    bench.append(u"told"_s);
    bench.pass(0ms);
    bench.restart();
    bench.pass(1min);
    QCOMPARE(endpoint.bodies().size(), 1);
    bench.dispatcher.reset(); // arrives while the dispatcher is down
    const qint64 seq = bench.append(u"missed"_s);
    bench.restart();
    bench.pass(0ms);
    QCOMPARE(endpoint.bodies().size(), 2);
    QCOMPARE(PushBench::seqIn(endpoint.bodies().last()), seq);
}

void TestPushRetries::aRestartGoesOnWaiting()
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

void TestPushRetries::aWebhookHasTheSameIdUntilItIsTaken()
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

QTEST_GUILESS_MAIN(TestPushRetries)
#include "tst_pushretries.moc"
