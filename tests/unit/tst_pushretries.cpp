// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pushlistener.h"

#include "pushfixture.h"

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
    void retriesAreLimitedAndOnePushFollows_data();
    void retriesAreLimitedAndOnePushFollows();
    void honoursRetryAfter();
    void goneSubscriptionIsRemoved_data();
    void goneSubscriptionIsRemoved();
    void notFoundIsRetriedForADay_data();
    void notFoundIsRetriedForADay();
    void tooLargePayloadIsReduced();
    void nextPayloadIsFullAgain();
    void rejectedKeyIsLoggedOncePerMinute_data();
    void rejectedKeyIsLoggedOncePerMinute();
    void isBrokenAfterThreeDaysUntilATestSucceeds();
    void aTestThatFailsChangesNothing();
    void downServerIsThrottledForAllSubscriptions();
    void restartLosesAndRepeatsNothing();
    void restartKeepsTheRetryDelay();
    void webhookKeepsItsIdUntilAccepted();
};

void TestPushRetries::retriesAreLimitedAndOnePushFollows_data()
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

void TestPushRetries::retriesAreLimitedAndOnePushFollows()
{
    QFETCH(Mode, mode);
    QFETCH(QByteArray, head);
    QFETCH(int, least);
    QFETCH(int, most);
    PushFixture pushes;
    HostileEndpoint endpoint(mode);
    endpoint.setAnswer(head);
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id);
    pushes.append(u"first"_s);
    pushes.pass(0ms);
    QCOMPARE(pushes.progress().attempts, 1);
    QCOMPARE(pushes.progress().sentSeq, 0);
    pushes.pass(30min);
    const qint64 last = pushes.append(u"last"_s);
    pushes.pass(30min);
    const int attempts = pushes.progress().attempts;
    qInfo("%d attempts in an hour", attempts);
    QVERIFY(attempts >= least && attempts <= most);
    if (mode == Mode::Answer)
        QCOMPARE(endpoint.bodies().size(), attempts);
    endpoint.setMode(Mode::Answer);
    endpoint.setAnswer("HTTP/1.1 200 OK");
    endpoint.clear();
    pushes.pass(15min); // the longest delay
    QCOMPARE(endpoint.bodies().size(), 1);
    QCOMPARE(PushFixture::seqIn(endpoint.bodies().first()), last);
    QCOMPARE(pushes.progress().attempts, 0);
    QCOMPARE(pushes.progress().sentSeq, last);
    pushes.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
}

void TestPushRetries::honoursRetryAfter()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 429 Many\r\nRetry-After: 5000");
    pushes.subscribe(PushKind::SimplePush, endpoint.url());
    pushes.append(u"a"_s);
    pushes.pass(4999s);
    pushes.append(u"b"_s); // does not cause an earlier attempt
    pushes.pass(500ms);
    QCOMPARE(endpoint.bodies().size(), 1);
    pushes.pass(1s);
    QCOMPARE(endpoint.bodies().size(), 2);
}

void TestPushRetries::goneSubscriptionIsRemoved_data()
{
    QTest::addColumn<PushKind>("kind");
    QTest::addColumn<QByteArray>("head");
    for (const PushKind kind : {PushKind::SimplePush, PushKind::Webhook, PushKind::UnifiedPush, PushKind::WebPush})
        QTest::addRow("410, %s", pushKindNames[kind].data()) << kind << QByteArray("HTTP/1.1 410 Gone");
    QTest::newRow("404, webpush") << PushKind::WebPush << QByteArray("HTTP/1.1 404 Not Found");
}

void TestPushRetries::goneSubscriptionIsRemoved()
{
    QFETCH(PushKind, kind);
    QFETCH(QByteArray, head);
    PushFixture pushes;
    HostileEndpoint endpoint;
    endpoint.setAnswer(head);
    pushes.subscribe(kind, endpoint.url());
    pushes.append(u"a"_s);
    pushes.pass(1min);
    QVERIFY(value(pushes.fixture.store->allSubscriptions()).isEmpty());
    pushes.append(u"b"_s);
    pushes.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
}

void TestPushRetries::notFoundIsRetriedForADay_data()
{
    QTest::addColumn<PushKind>("kind");
    for (const PushKind kind : {PushKind::SimplePush, PushKind::Webhook, PushKind::UnifiedPush})
        QTest::newRow(pushKindNames[kind].data()) << kind;
}

void TestPushRetries::notFoundIsRetriedForADay()
{
    QFETCH(PushKind, kind);
    PushFixture pushes;
    HostileEndpoint endpoint;
    pushes.subscribe(kind, endpoint.url());
    for (const bool comesBack : {true, false}) {
        endpoint.setAnswer("HTTP/1.1 404 Not Found");
        pushes.append(u"a message %1"_s.arg(comesBack));
        pushes.pass(23h);
        pushes.restart();
        QCOMPARE(pushes.progress().lastStatus, 404);
        QVERIFY(pushes.progress().attempts > 20);
        QVERIFY(!pushes.progress().isBroken);
        QVERIFY(pushes.progress().nextAttempt.isValid());
        QCOMPARE(pushes.progress().lastProblem, u"status 404"_s);
        if (comesBack) {
            endpoint.setAnswer("HTTP/1.1 200 OK");
            pushes.pass(15min);
            QCOMPARE(pushes.progress().attempts, 0);
            QCOMPARE(pushes.progress().sentSeq, 1);
        } else {
            pushes.pass(1h + 15min);
            QVERIFY(value(pushes.fixture.store->allSubscriptions()).isEmpty());
        }
    }
}

void TestPushRetries::tooLargePayloadIsReduced()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 413 Large");
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Full);
    pushes.append(u"a long message"_s);
    pushes.pass(0ms);
    QVERIFY(endpoint.bodies().last().contains(R"("body":"a long message")"));
    pushes.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 2);
    QVERIFY(!endpoint.bodies().last().contains("body"));
    QVERIFY(PushFixture::seqIn(endpoint.bodies().last()) > 0);
    pushes.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 3);
    QCOMPARE(endpoint.bodies().last(), "{}");
    // A push cannot become smaller: from here on it is an ordinary failure.
    pushes.pass(1h);
    QVERIFY(endpoint.bodies().size() < 40);
    QVERIFY(pushes.progress().attempts > 0);
    QCOMPARE(pushes.progress().lastStatus, 413);
}

void TestPushRetries::nextPayloadIsFullAgain()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 413 Large");
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Full);
    pushes.append(u"a long message"_s);
    pushes.pass(0ms);
    endpoint.setAnswer("HTTP/1.1 200 OK");
    pushes.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 2);
    QVERIFY(!endpoint.bodies().last().contains("body"));
    pushes.append(u"a short one"_s);
    pushes.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 3);
    QVERIFY(endpoint.bodies().last().contains("a short one"));
}

static QStringList warnings;

void TestPushRetries::rejectedKeyIsLoggedOncePerMinute_data()
{
    QTest::addColumn<PushKind>("kind");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("isLogged");
    QTest::newRow("401") << PushKind::WebPush << QByteArray("HTTP/1.1 401 Who") << true;
    QTest::newRow("403") << PushKind::WebPush << QByteArray("HTTP/1.1 403 BadJwtToken") << true;
    QTest::newRow("another failure") << PushKind::WebPush << QByteArray("HTTP/1.1 500 Oh") << false;
    QTest::newRow("a webhook") << PushKind::Webhook << QByteArray("HTTP/1.1 403 No") << false;
}

void TestPushRetries::rejectedKeyIsLoggedOncePerMinute()
{
    QFETCH(PushKind, kind);
    QFETCH(QByteArray, head);
    QFETCH(bool, isLogged);
    const auto before = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &, const QString &text) {
        if (type == QtWarningMsg)
            warnings += text;
    });
    {
        PushFixture pushes;
        HostileEndpoint endpoint;
        HostileEndpoint other;
        endpoint.setAnswer(head);
        other.setAnswer(head);
        for (int i = 0; i < 3; ++i) {
            pushes.subscribe(kind, endpoint.url(u"/capability%1"_s.arg(i)));
            pushes.subscribe(kind, other.url(u"/capability%1"_s.arg(i)));
        }
        const auto logged = [&](const HostileEndpoint &one) {
            const QString origin = originOf(one.url());
            return std::ranges::count_if(warnings, [&](const QString &text) {
                return text.contains(origin) && text.contains("VAPID"_L1) && !text.contains("capability"_L1);
            });
        };
        warnings.clear();
        pushes.append(u"a"_s);
        pushes.pass(59s);
        const auto inAMinute = std::pair(logged(endpoint), logged(other));
        pushes.pass(15min);
        const auto inAll = logged(endpoint);
        qInstallMessageHandler(before);
        QVERIFY(endpoint.bodies().size() >= 3);
        QCOMPARE(inAMinute, (isLogged ? std::pair(1L, 1L) : std::pair(0L, 0L)));
        QVERIFY(isLogged ? inAll > 1 && inAll <= 16 : inAll == 0);
    }
}

void TestPushRetries::isBrokenAfterThreeDaysUntilATestSucceeds()
{
    PushFixture pushes;
    HostileEndpoint endpoint(Mode::HangsUp);
    const QString id = pushes.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id).id;
    pushes.append(u"a"_s);
    pushes.pass(72h + 15min);
    QVERIFY(pushes.progress().isBroken);
    QVERIFY(!pushes.progress().lastProblem.isEmpty());
    const qsizetype attempts = endpoint.bodies().size();
    qInfo("%lld attempts in 72 hours", qlonglong(attempts));
    QVERIFY(attempts > 72 * 4 && attempts < 72 * 20);
    endpoint.setMode(Mode::Answer);
    const qint64 last = pushes.append(u"b"_s);
    for (int round = 0; round < 2; ++round) {
        pushes.pass(24h);
        QCOMPARE(endpoint.bodies().size(), attempts);
        pushes.restart();
    }
    pushes.dispatcher->test(id);
    pushes.pass(0ms);
    QCOMPARE(endpoint.bodies().size(), attempts + 1);
    QCOMPARE(endpoint.bodies().last(), R"({"type":"test"})");
    QVERIFY(!pushes.progress().isBroken);
    pushes.pass(2s); // events that arrived meanwhile
    QCOMPARE(endpoint.bodies().size(), attempts + 2);
    QCOMPARE(PushFixture::seqIn(endpoint.bodies().last()), last);
}

void TestPushRetries::aTestThatFailsChangesNothing()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 500 Oh");
    const QString id = pushes.subscribe(PushKind::SimplePush, endpoint.url()).id;
    pushes.dispatcher->test(id);
    pushes.dispatcher->test(u"no such subscription"_s);
    pushes.pass(1h);
    QCOMPARE(endpoint.bodies().size(), 1);
    QCOMPARE(pushes.progress().lastStatus, 500);
    QCOMPARE(pushes.progress().attempts, 0);
}

void TestPushRetries::downServerIsThrottledForAllSubscriptions()
{
    PushFixture pushes;
    HostileEndpoint endpoint(Mode::HangsUp);
    constexpr int subscribers = 40;
    for (int i = 0; i < subscribers; ++i) {
        const Jid account = Jid::fromServer(u"user%1@localhost"_s.arg(i));
        pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/%1"_s.arg(i)), {}, account);
        pushes.append(u"hello"_s, account);
    }
    PushListener other;
    pushes.subscribe(PushKind::SimplePush, other.url(u"/x"_s), {}, juliet);
    pushes.pass(10min);
    // Ten and the few that were in flight, then one every 30 s.
    qInfo("%lld requests in ten minutes", qlonglong(endpoint.bodies().size()));
    QVERIFY(endpoint.bodies().size() <= OriginThrottle::failuresToBreak + OriginThrottle::perOrigin + 20);
    QVERIFY(endpoint.bodies().size() >= OriginThrottle::failuresToBreak + 15);
    pushes.append(u"hello"_s, juliet);
    pushes.pass(0ms);
    QCOMPARE(other.requests().size(), 1); // another server is not affected
    endpoint.setMode(Mode::Answer);
    endpoint.clear();
    pushes.pass(15min + 30s);
    QCOMPARE(endpoint.bodies().size(), subscribers);
}

void TestPushRetries::restartLosesAndRepeatsNothing()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(), PushPayload::Id);
    pushes.append(u"told"_s);
    pushes.pass(0ms);
    pushes.restart();
    pushes.pass(1min);
    QCOMPARE(endpoint.bodies().size(), 1);
    pushes.dispatcher.reset(); // arrives while the dispatcher is down
    const qint64 seq = pushes.append(u"missed"_s);
    pushes.restart();
    pushes.pass(0ms);
    QCOMPARE(endpoint.bodies().size(), 2);
    QCOMPARE(PushFixture::seqIn(endpoint.bodies().last()), seq);
}

void TestPushRetries::restartKeepsTheRetryDelay()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    endpoint.setAnswer("HTTP/1.1 503 Busy\r\nRetry-After: 1000");
    pushes.subscribe(PushKind::SimplePush, endpoint.url());
    pushes.append(u"a"_s);
    pushes.pass(100s);
    pushes.restart();
    pushes.pass(899s);
    QCOMPARE(endpoint.bodies().size(), 1);
    pushes.pass(2s);
    QCOMPARE(endpoint.bodies().size(), 2);
    QCOMPARE(pushes.progress().attempts, 2);
}

void TestPushRetries::webhookKeepsItsIdUntilAccepted()
{
    PushFixture pushes;
    PushListener endpoint;
    endpoint.setAnswer(500);
    const PushSubscription subscription = pushes.subscribe(PushKind::Webhook, endpoint.url(u"/hook"_s),
                                                           PushPayload::Full);
    pushes.append(u"hello"_s);
    pushes.pass(1min);
    pushes.restart();
    pushes.pass(5min);
    QVERIFY(endpoint.requests().size() > 3);
    QSet<QByteArray> ids;
    const QByteArray key = webhookKey(subscription.secret).value();
    for (const Test::PushRequest &request : endpoint.requests()) {
        const QByteArray id = request.headers.value("webhook-id"_L1).toByteArray();
        ids.insert(id);
        const qint64 timestamp = request.headers.value("webhook-timestamp"_L1).toByteArray().toLongLong();
        QVERIFY(timestamp >= (pushes.now() - 10min).toSecsSinceEpoch() && timestamp <= pushes.now().toSecsSinceEpoch());
        QCOMPARE(request.headers.value("webhook-signature"_L1).toByteArray(),
                 webhookSignature(key, id, timestamp, request.body));
        QVERIFY(request.body.contains("hello"));
    }
    QCOMPARE(ids.size(), 1);
    endpoint.setAnswer(204, {});
    pushes.append(u"another"_s);
    pushes.pass(1h);
    QVERIFY(!ids.contains(endpoint.requests().last().headers.value("webhook-id"_L1).toByteArray()));
}

QTEST_GUILESS_MAIN(TestPushRetries)
#include "tst_pushretries.moc"
