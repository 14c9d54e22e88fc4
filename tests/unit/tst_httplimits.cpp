// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;
using namespace WebJabber::Test;

static const QByteArray getNow = "GET /now HTTP/1.1\r\nHost: a.example\r\n\r\n";
static const QByteArray getLater = "GET /later HTTP/1.1\r\nHost: a.example\r\n\r\n";
static const QByteArray getBig = "GET /big HTTP/1.1\r\nHost: a.example\r\n\r\n";
static const QByteArray getStream = "GET /stream HTTP/1.1\r\nHost: a.example\r\n\r\n";

static constexpr auto shortTime = 100ms;

// Clients that are slow, or that exceed their limits.
class TestHttpLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowRequestTimesOut_data();
    void slowRequestTimesOut();
    void timeLimitStartsAtTheFirstByte();
    void furtherBytesDoNotExtendTheTimeLimit();
    void anIdleConnectionIsClosedQuietly_data();
    void anIdleConnectionIsClosedQuietly();
    void anEmptyLineInPiecesIsNoRequest();
    void slowHandlerHasNoTimeLimit();
    void unreadAnswerTimesOut_data();
    void unreadAnswerTimesOut();
    void streamHasNoTimeLimit();
    void rejectedClientThatKeepsSendingIsDisconnected();
    void rejectedClientIsReadForALimitedTime();
    void rejectedClientGetsTheErrorWhileSending();
    void connectionsOfAnAddressAreLimited();
    void connectionsOfANetworkOfIpv6AreLimited();
    void totalConnectionsAreLimited();
    void proxyIsExemptFromThePerClientLimit();
    void connectionsOverTheLimitAreRejected();
    void pipelinedRequestsUseBoundedMemory();
};

static HttpSettings withTimes(ConnectionTimes times)
{
    HttpSettings settings;
    settings.times = times;
    return settings;
}

void TestHttpLimits::slowRequestTimesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a byte") << QByteArray("G");
    QTest::newRow("the request line") << QByteArray("GET / HTTP/1.1\r\n");
    QTest::newRow("a part of a field") << QByteArray("GET / HTTP/1.1\r\nHost: a.exa");
    QTest::newRow("all but the last byte of the head") << getNow.chopped(1);
    QTest::newRow("the head") << QByteArray("POST /echo HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\n\r\n");
    QTest::newRow("a part of the body") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\n\r\nh");
    QTest::newRow("a part of a second one") << getNow + "GET";
}

void TestHttpLimits::slowRequestTimesOut()
{
    QFETCH(const QByteArray, bytes);
    HttpFixture fixture(withTimes({.request = shortTime}));
    RawClient client(fixture.port());
    QElapsedTimer clock;
    clock.start();
    client.send(bytes);
    if (bytes.startsWith(getNow))
        QCOMPARE(client.answer().status, 200);
    const auto answer = client.answer();
    QCOMPARE(answer.status, 408);
    QCOMPARE(answer.field("Connection"), "close");
    QCOMPARE(answer.field("Content-Type"), "application/problem+json");
    QVERIFY(clock.durationElapsed() >= shortTime);
    QVERIFY(client.isClosed());
}

void TestHttpLimits::timeLimitStartsAtTheFirstByte()
{
    HttpFixture fixture(withTimes({.request = shortTime}));
    RawClient client(fixture.port());
    bool isOver = false;
    QTimer::singleShot(3 * shortTime, this, [&] { isOver = true; });
    QVERIFY(waitFor([&] { return isOver; }));
    client.send(getNow);
    QCOMPARE(client.answer().status, 200);
}

void TestHttpLimits::furtherBytesDoNotExtendTheTimeLimit()
{
    HttpFixture fixture(withTimes({.request = shortTime}));
    RawClient client(fixture.port());
    client.send("GET /now HTTP/1.1\r\nHost: a.example\r\nX: ");
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&] { client.send("x"); });
    drip.start(shortTime / 20);
    QCOMPARE(client.answer().status, 408);
    QVERIFY(client.isClosed());
}

void TestHttpLimits::anIdleConnectionIsClosedQuietly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("at once") << QByteArray();
    QTest::newRow("after an answer") << getNow;
    QTest::newRow("after an empty line") << QByteArray("\r\n");
    QTest::newRow("after an answer and an empty line") << getNow + "\r\n";
}

void TestHttpLimits::anIdleConnectionIsClosedQuietly()
{
    QFETCH(const QByteArray, bytes);
    HttpFixture fixture(withTimes({.request = 20s, .idle = shortTime}));
    RawClient client(fixture.port());
    client.send(bytes);
    if (bytes.startsWith(getNow))
        QCOMPARE(client.answer().status, 200);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(client.isClosed());
    QCOMPARE(client.received(), QByteArray());
    QVERIFY(clock.durationElapsed() < 10s);
    QCOMPARE(fixture.server().connections(), 0);
}

void TestHttpLimits::anEmptyLineInPiecesIsNoRequest()
{
    HttpFixture fixture(withTimes({.request = 20s, .idle = shortTime}));
    RawClient client(fixture.port());
    client.send(getNow + '\r');
    QCOMPARE(client.answer().status, 200);
    client.send("\n");
    QElapsedTimer clock;
    clock.start();
    QVERIFY(client.isClosed());
    QVERIFY(clock.durationElapsed() < 10s);
    QCOMPARE(client.received(), QByteArray());
}

void TestHttpLimits::slowHandlerHasNoTimeLimit()
{
    HttpFixture fixture(withTimes({.request = 20ms, .idle = 20ms, .write = 20ms, .linger = 20ms}));
    RawClient client(fixture.port());
    client.send(getLater);
    QTimer::singleShot(shortTime, this,
                       [&] { fixture.waiting.front()->answer(HttpResponse::text(u"after a while"_s)); });
    QCOMPARE(client.answer().body, "after a while");
}

void TestHttpLimits::unreadAnswerTimesOut_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("and more is asked for") << QByteArray();
    QTest::newRow("and it is the last") << QByteArray("Connection: close\r\n");
}

void TestHttpLimits::unreadAnswerTimesOut()
{
    QFETCH(const QByteArray, fields);
    HttpFixture fixture(withTimes({.write = shortTime}));
    RawClient client(fixture.port());
    client.stopReading();
    client.send("GET /big HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n" + getNow);
    QVERIFY(waitFor([&] { return fixture.written.size() == 1; }));
    QCOMPARE(fixture.written.first(), false);
    QCOMPARE(fixture.server().connections(), 0);
    QCOMPARE(fixture.executed(), QStringList(u"GET /big"_s));
}

void TestHttpLimits::streamHasNoTimeLimit()
{
    HttpFixture fixture(withTimes({.request = 20ms, .idle = 20ms, .write = shortTime, .linger = 20ms}));
    RawClient client(fixture.port());
    client.send(getStream);
    QCOMPARE(client.answer().status, 200);
    int pieces = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        fixture.waiting.front()->writeToStream("x");
        ++pieces;
    });
    timer.start(shortTime / 2);
    QVERIFY(waitFor([&] { return pieces == 6; }));
    QVERIFY(client.received().size() >= 5);
    // A streamed answer has no time limit while the client reads.
    client.stopReading();
    int reported = 0;
    fixture.waiting.front()->whenPeerCloses(this, [&] { ++reported; });
    fixture.waiting.front()->writeToStream(QByteArray(32 * 1024 * 1024, 'x'));
    QVERIFY(waitFor([&] { return reported == 1; }));
}

void TestHttpLimits::rejectedClientThatKeepsSendingIsDisconnected()
{
    HttpFixture fixture(withTimes({.linger = shortTime}));
    RawClient client(fixture.port());
    client.stopReading(); // so that it does not notice the end
    client.send("NONSENSE\r\n");
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&] { client.send(QByteArray(10, 'x')); });
    drip.start(shortTime / 20);
    QVERIFY(client.isClosed());
    QCOMPARE(fixture.server().connections(), 0);
}

// Runs rounds of the event loop, in which the server reads if it is willing to.
static void letPass(const HttpFixture &fixture)
{
    RawClient client(fixture.port());
    for (int i = 0; i < 200; ++i) {
        client.send(getNow);
        QCOMPARE(client.answer().status, 200);
    }
}

void TestHttpLimits::rejectedClientIsReadForALimitedTime()
{
    HttpFixture fixture(withTimes({.linger = 20s}));
    RawClient client(fixture.port());
    client.stopReading();
    client.send("NONSENSE\r\n" + QByteArray(32 * 1024 * 1024, 'x'));
    letPass(fixture);
    const qint64 waiting = client.socket().bytesToWrite();
    QVERIFY(waiting > 0);
    letPass(fixture);
    QCOMPARE(client.socket().bytesToWrite(), waiting);
}

// A client that sends everything before it reads must still receive the response.
void TestHttpLimits::rejectedClientGetsTheErrorWhileSending()
{
    HttpFixture fixture;
    for (const int kilobytes : {100, 1'000, 20'000}) {
        RawClient client(fixture.port());
        client.send("POST /echo HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1073741824\r\n\r\n");
        client.send(QByteArray(kilobytes * 1024, 'x'));
        const auto answer = client.answer();
        QCOMPARE(answer.status, 413);
        QVERIFY(answer.body.contains("too-large"));
        QVERIFY(client.isClosed());
    }
}

static bool isServed(RawClient &client)
{
    client.send(getNow);
    return client.answer().status == 200;
}

static bool isRejected(RawClient &client)
{
    const auto answer = client.answer();
    return answer.status == 503 && answer.field("Retry-After").toInt() > 0 && answer.field("Connection") == "close"
        && client.isClosed();
}

void TestHttpLimits::connectionsOfAnAddressAreLimited()
{
    HttpSettings settings;
    settings.maxConnectionsPerAddress = 2;
    settings.trustedProxies = {};
    HttpFixture fixture(settings);
    auto first = std::make_unique<RawClient>(fixture.port());
    RawClient second(fixture.port());
    QVERIFY(isServed(*first) && isServed(second));
    RawClient third(fixture.port());
    QVERIFY(isRejected(third));
    RawClient other(fixture.port(), QHostAddress(u"127.0.0.2"_s));
    QVERIFY(isServed(other));
    first.reset();
    QVERIFY(waitFor([&] { return fixture.server().connections() == 2; }));
    RawClient fourth(fixture.port());
    QVERIFY(isServed(fourth));
    QVERIFY(isServed(second));
}

void TestHttpLimits::connectionsOfANetworkOfIpv6AreLimited()
{
    HttpSettings settings;
    settings.maxConnectionsPerAddress = 2;
    ConnectionGuard guard(settings);
    guard.add(QHostAddress(u"2001:db8::1"_s));
    guard.add(QHostAddress(u"2001:db8::ffff:1"_s));
    QVERIFY(!guard.admits(QHostAddress(u"2001:db8:0:0:8000::"_s)));
    QVERIFY(guard.admits(QHostAddress(u"2001:db8:0:1::1"_s)));
    guard.remove(QHostAddress(u"2001:db8::1"_s));
    QVERIFY(guard.admits(QHostAddress(u"2001:db8:0:0:8000::"_s)));
    guard.add(QHostAddress(u"::ffff:192.0.2.1"_s));
    guard.add(QHostAddress(u"192.0.2.1"_s));
    QVERIFY(!guard.admits(QHostAddress(u"192.0.2.1"_s)));
    QVERIFY(guard.admits(QHostAddress(u"192.0.2.2"_s)));
}

void TestHttpLimits::totalConnectionsAreLimited()
{
    HttpSettings settings;
    settings.maxConnections = 3;
    settings.maxConnectionsPerAddress = 2;
    HttpFixture fixture(settings);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 1; i <= 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(fixture.port(), QHostAddress(u"127.0.0.%1"_s.arg(i))));
        QVERIFY(isServed(*clients.back()));
    }
    RawClient another(fixture.port(), QHostAddress(u"127.0.0.9"_s));
    QVERIFY(isRejected(another));
    RawClient proxy(fixture.port());
    QVERIFY(isRejected(proxy));
}

void TestHttpLimits::proxyIsExemptFromThePerClientLimit()
{
    HttpSettings settings;
    settings.maxConnectionsPerAddress = 1;
    HttpFixture fixture(settings); // which trusts loopback
    RawClient first(fixture.port());
    RawClient second(fixture.port());
    QVERIFY(isServed(first) && isServed(second));
}

void TestHttpLimits::connectionsOverTheLimitAreRejected()
{
    HttpSettings settings;
    settings.maxConnectionsPerAddress = 1;
    settings.trustedProxies = {};
    HttpFixture fixture(settings);
    RawClient served(fixture.port());
    QVERIFY(isServed(served));
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int i = 0; i < 200; ++i) {
        crowd.push_back(std::make_unique<RawClient>(fixture.port()));
        crowd.back()->stopReading(); // so that it does not notice the end
    }
    QVERIFY(
        waitFor([&] { return std::ranges::all_of(crowd, [](const auto &client) { return client->hasReceived(); }); }));
    QVERIFY(fixture.server().connections() <= 1 + 64);
    for (const auto &client : crowd) {
        client->resumeReading();
        QCOMPARE(client->answer().status, 503);
        QVERIFY(client->isClosed());
    }
    QVERIFY(isServed(served));
    QVERIFY(waitFor([&] { return fixture.server().connections() == 1; }));
    RawClient another(fixture.port()); // receives the complete problem again
    QCOMPARE(another.answer().field("Content-Type"), "application/problem+json");
}

void TestHttpLimits::pipelinedRequestsUseBoundedMemory()
{
    HttpFixture fixture;
    RawClient greedy(fixture.port());
    greedy.send(getLater);
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    constexpr qsizetype many = 32 * 1024 * 1024;
    greedy.send(getNow.repeated(many / getNow.size()));
    letPass(fixture);
    const qint64 waiting = greedy.socket().bytesToWrite();
    QVERIFY(waiting > 0);
    letPass(fixture);
    QCOMPARE(greedy.socket().bytesToWrite(), waiting);
    // They are still served when it is their turn.
    fixture.waiting.front()->answer(HttpResponse::empty());
    QCOMPARE(greedy.answer().status, 204);
    for (int i = 0; i < 1'000; ++i)
        QCOMPARE(greedy.answer().status, 200);
}

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "tst_httplimits.moc"
