// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <linux/filter.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;
using namespace WebJabber::Test;

static QByteArray get(const QByteArray &path, const QByteArray &fields = {}, const QByteArray &version = "HTTP/1.1")
{
    return "GET " + path + ' ' + version + "\r\nHost: a.example\r\n" + fields + "\r\n";
}

static QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &fields = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n" + fields + "\r\n" + body;
}

// Clients that conform to the protocol.
class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersFollowRfc9112();
    void pipelinedRequestsAreAnsweredInOrder();
    void keepAliveNeedsBothSides_data();
    void keepAliveNeedsBothSides();
    void ignoresRequestsAfterConnectionClose();
    void headReturnsTheFieldsOfGet();
    void everyGetRouteAnswersHead();
    void acceptsChunkedBody();
    void rejectsContentEncoding_data();
    void rejectsContentEncoding();
    void addsThePathPrefixBehindAProxy_data();
    void addsThePathPrefixBehindAProxy();
    void sendsNoBodyIfNotAllowed();
    void answersOptionsAsterisk();
    void understandsTargets_data();
    void understandsTargets();
    void decodesPathParameters_data();
    void decodesPathParameters();
    void understandsFields();
    void acceptsRequestsAtTheLimits();
    void sends100Continue();
    void acceptsSplitBody();
    void ignoresUpgrade();
    void streamsInChunksOrUntilTheEnd();
    void detectsClosedConnection_data();
    void detectsClosedConnection();
    void detectsClosedConnectionOnWrite();
    void answersHalfClosedClient();
    void reportsWhetherAnswerWasDelivered();
    void answerIsDeliveredWhenAcknowledged();
    void answerToClosedConnectionIsNotDelivered();
    void silentPeerDelaysNoOtherConnection();
    void reportsTheClientAddress_data();
    void reportsTheClientAddress();
    void reportsWhetherHttpsWasUsed_data();
    void reportsWhetherHttpsWasUsed();
    void answers503OnDestruction();
};

void TestHttpServer::answersFollowRfc9112()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/now"));
    const auto answer = client.answer();
    QVERIFY2(answer.head.startsWith("HTTP/1.1 200 OK\r\n"), answer.head.constData());
    QCOMPARE(answer.body, "now");
    QCOMPARE(answer.field("Content-Length"), "3");
    QCOMPARE(answer.field("Connection"), "");
    QVERIFY(answer.field("Date").endsWith(" GMT"));
    QCOMPARE(answer.field("Cache-Control"), "no-store");
    QCOMPARE(HttpDate::format(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");

    client.send(get("/nowhere"));
    const auto missing = client.answer();
    QCOMPARE(missing.status, 404);
    QCOMPARE(missing.field("Content-Type"), "application/problem+json");
    for (const QByteArray method : {"DELETE", "PATCH"}) {
        client.send(method + " /now HTTP/1.1\r\nHost: a.example\r\n\r\n");
        const auto refused = client.answer();
        QCOMPARE(refused.status, 405);
        QCOMPARE(refused.field("Allow"), "GET, HEAD, OPTIONS");
    }
}

void TestHttpServer::pipelinedRequestsAreAnsweredInOrder()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/now") + get("/later") + post("/echo", "first") + post("/echo", "second") + get("/later"));
    QCOMPARE(client.answer().body, "now");
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    // A request after an unanswered one is not executed yet.
    QCOMPARE(fixture.executed(), QStringList({u"GET /now"_s, u"GET /later"_s}));
    fixture.waiting.front()->answer(HttpResponse::text(u"at last"_s));
    QCOMPARE(client.answer().body, "at last");
    QCOMPARE(client.answer().body, "first");
    QCOMPARE(client.answer().body, "second");
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 2; }));
    fixture.waiting.back()->answer(HttpResponse::empty());
    QCOMPARE(client.answer().status, 204);

    const QByteArray many = post("/echo", "x").repeated(500);
    client.send(many);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(client.answer().body, "x");
}

void TestHttpServer::keepAliveNeedsBothSides_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("stays");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("1.1") << get("/now") << true << QByteArray();
    QTest::newRow("1.1, to close") << get("/now", "Connection: close\r\n") << false << QByteArray("close");
    QTest::newRow("1.1, to close in other letters")
        << get("/now", "connection: CLOSE\r\n") << false << QByteArray("close");
    QTest::newRow("1.1, to close among others")
        << get("/now", "Connection: x , close,y\r\n") << false << QByteArray("close");
    QTest::newRow("1.1, to close in a second field")
        << get("/now", "Connection: x\r\nConnection: close\r\n") << false << QByteArray("close");
    QTest::newRow("1.1, no word of closing") << get("/now", "Connection: closed\r\n") << true << QByteArray();
    QTest::newRow("1.0") << get("/now", {}, "HTTP/1.0") << false << QByteArray("close");
    QTest::newRow("1.0 without Host") << QByteArray("GET /now HTTP/1.0\r\n\r\n") << false << QByteArray("close");
    QTest::newRow("1.0, to stay") << get("/now", "Connection: Keep-Alive\r\n", "HTTP/1.0") << true
                                  << QByteArray("keep-alive");
    QTest::newRow("a later 1.x") << get("/now", {}, "HTTP/1.7") << true << QByteArray();
}

void TestHttpServer::keepAliveNeedsBothSides()
{
    QFETCH(const QByteArray, request);
    QFETCH(const bool, stays);
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(request);
    const auto answer = client.answer();
    QCOMPARE(answer.status, 200);
    QTEST(answer.field("Connection"), "said");
    if (stays) {
        client.send(get("/empty"));
        QCOMPARE(client.answer().status, 204);
    } else {
        QVERIFY(client.isClosed());
    }
}

void TestHttpServer::ignoresRequestsAfterConnectionClose()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/now", "Connection: close\r\n") + get("/echo"));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(client.isClosed());
    QCOMPARE(client.received(), QByteArray());
    QCOMPARE(fixture.executed(), QStringList(u"GET /now"_s));
}

void TestHttpServer::headReturnsTheFieldsOfGet()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send("HEAD /now HTTP/1.1\r\nHost: a.example\r\n\r\nHEAD /x HTTP/1.1\r\nHost: a.example\r\n\r\n"
                + get("/now"));
    const auto head = client.answer(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), "3");
    const auto missing = client.answer(true);
    QCOMPARE(missing.status, 404);
    QVERIFY(missing.field("Content-Length").toInt() > 0);
    QCOMPARE(client.answer().body, "now"); // so there was no body in between
}

void TestHttpServer::everyGetRouteAnswersHead()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send("HEAD /echo HTTP/1.1\r\nHost: a.example\r\n\r\n");
    const auto head = client.answer(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), "0");
    client.send("PUT /echo HTTP/1.1\r\nHost: a.example\r\n\r\n");
    QCOMPARE(client.answer().field("Allow"), "GET, HEAD, POST, OPTIONS");

    RouteTable table([](const Problem &) { return HttpResponse::empty(); });
    table.add(RouteTable::Method::Post, u"/made"_s, [](const Exchange &) { });
    table.add(RouteTable::Method::Get, u"/changes"_s, [](const Exchange &) { }, RouteTable::Effect::Change);
    table.add(RouteTable::Method::Post, u"/changes"_s, [](const Exchange &) { });
    for (const QString &path : {u"/made"_s, u"/changes"_s})
        QVERIFY(!table.find(path).route->find(RouteTable::Method::Head));
    QCOMPARE(table.find(u"/made"_s).route->allowedMethods(), "POST, OPTIONS");
    QCOMPARE(table.find(u"/changes"_s).route->allowedMethods(), "GET, POST, OPTIONS");
}

void TestHttpServer::acceptsChunkedBody()
{
    const auto chunked = [](const QByteArray &fields, const QByteArray &body) {
        return "POST /echo HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n" + fields + "\r\n" + body;
    };
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(chunked({}, "5;a=b\r\nhello\r\n7\r\n, world\r\n0\r\nX: y\r\n\r\n") + get("/now"));
    QCOMPARE(client.answer().body, "hello, world");
    QCOMPARE(client.answer().body, "now");
    QVERIFY(!fixture.requests.first().headers.contains("Transfer-Encoding"_L1));
    QVERIFY(!fixture.requests.first().headers.contains("X"_L1));

    client.send(chunked("Expect: 100-continue\r\n", {}));
    QCOMPARE(client.answer().status, 100);
    client.send("2\r\nhi\r\n0\r\n");
    client.send("\r\n");
    QCOMPARE(client.answer().body, "hi");

    const QByteArray most(RequestLimits().bodyBytes, 'x');
    client.send(chunked({}, "10000\r\n" + most + "\r\n0\r\n\r\n"));
    QCOMPARE(client.answer().body, most);
    client.send(chunked({}, "10000\r\n" + most + "\r\n1\r\nx\r\n0\r\n\r\n") + get("/now"));
    QCOMPARE(client.answer().status, 413);
    QVERIFY(client.isClosed());
    QCOMPARE(fixture.executed().last(), u"POST /echo"_s);
}

void TestHttpServer::rejectsContentEncoding_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    const auto row = [](const char *fields, int status) {
        QTest::newRow(fields) << QByteArray(fields).replace("|", "\r\n") << status;
    };
    row("Content-Encoding: gzip|", 415);
    row("Content-Encoding: x-gzip|", 415);
    row("content-encoding: GZIP|", 415);
    row("Content-Encoding: deflate|", 415);
    row("Content-Encoding: br|", 415);
    row("Content-Encoding: zstd|", 415);
    row("Content-Encoding: unheard-of|", 415);
    row("Content-Encoding: identity, gzip|", 415);
    row("Content-Encoding: gzip, identity|", 415);
    row("Content-Encoding: identity|Content-Encoding: gzip|", 415);
    row("Content-Encoding: identity|", 200);
    row("Content-Encoding: Identity , identity|", 200);
    row("Content-Encoding:|", 200);
    row("Content-Encoding: , |", 200);
    row("Accept-Encoding: gzip|", 200);
}

void TestHttpServer::rejectsContentEncoding()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const int, status);
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(post("/echo", "hello", fields) + get("/now"));
    const auto answer = client.answer();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Accept-Encoding"), status == 415 ? QByteArray("identity") : QByteArray());
    if (status == 415) {
        const QJsonObject problem = QJsonDocument::fromJson(answer.body).object();
        QCOMPARE(problem.value("type"_L1).toString(), u"/v1/problems/unsupported-media-type"_s);
    }
    QCOMPARE(client.answer().body, "now"); // the request itself is valid
}

void TestHttpServer::addsThePathPrefixBehindAProxy_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("none") << QString() << QByteArray("/now");
    QTest::newRow("no path") << u"https://chat.example"_s << QByteArray("/now");
    QTest::newRow("root") << u"https://chat.example/"_s << QByteArray("/now");
    QTest::newRow("a path") << u"https://example.org/chat"_s << QByteArray("/chat/now");
    QTest::newRow("a path and a slash") << u"https://example.org/chat/"_s << QByteArray("/chat/now");
    QTest::newRow("a long path") << u"https://example.org/a/b%20c/"_s << QByteArray("/a/b%20c/now");
}

void TestHttpServer::addsThePathPrefixBehindAProxy()
{
    QFETCH(const QString, url);
    HttpSettings settings;
    settings.publicUrl = QUrl(url);
    HttpFixture fixture(settings);
    RawClient client(fixture.port());
    client.send(get("/made"));
    QTEST(client.answer().field("Location"), "location");
}

void TestHttpServer::sendsNoBodyIfNotAllowed()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/empty") + get("/now"));
    const auto empty = client.answer();
    QCOMPARE(empty.status, 204);
    QVERIFY(!empty.head.toLower().contains("content-length"));
    QCOMPARE(client.answer().body, "now");
}

void TestHttpServer::answersOptionsAsterisk()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send("OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\nOPTIONS /echo HTTP/1.1\r\nHost: a.example\r\n\r\n");
    QCOMPARE(client.answer().status, 204);
    QCOMPARE(client.answer().field("Allow"), "GET, HEAD, POST, OPTIONS");
}

void TestHttpServer::understandsTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("query");
    const auto row = [](const char *target, const QString &path, const char *query) {
        QTest::newRow(target) << QByteArray(target) << path << QByteArray(query);
    };
    row("/echo?a=b&c=d", u"/echo"_s, "a=b&c=d");
    row("/echo?", u"/echo"_s, "");
    row("/echo??a/b?c", u"/echo"_s, "?a/b?c");
    row("/%65ch%6F", u"/echo"_s, "");
    row("/echo?msg=100%&a=%zz", u"/echo"_s, "msg=100%25&a=%25zz");
    row("/echo?a=[b]{c}|d^e`f\\g", u"/echo"_s, "a=[b]%7Bc%7D%7Cd%5Ee%60f%5Cg");
    row("/echo?to=romeo@localhost/x;y'(z)*!$", u"/echo"_s, "to=romeo@localhost/x;y'(z)*!$");
}

void TestHttpServer::understandsTargets()
{
    QFETCH(const QByteArray, target);
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get(target));
    QCOMPARE(client.answer().status, 200);
    QTEST(fixture.requests.first().path, "path");
    QTEST(fixture.requests.first().query, "query");
}

void TestHttpServer::decodesPathParameters_data()
{
    QTest::addColumn<QByteArray>("segment");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("plain") << "juliet@localhost"_ba << "juliet@localhost"_ba;
    QTest::newRow("at sign") << "juliet%40localhost"_ba << "juliet@localhost"_ba;
    QTest::newRow("slash") << "room%40localhost%2Fnick"_ba << "room@localhost/nick"_ba;
    QTest::newRow("percent sign") << "100%25"_ba << "100%"_ba;
    QTest::newRow("UTF-8") << "%C3%A4"_ba << "\xc3\xa4"_ba;
    QTest::newRow("question mark") << "a%3Fb"_ba << "a?b"_ba;
}

void TestHttpServer::decodesPathParameters()
{
    QFETCH(const QByteArray, segment);
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/named/" + segment));
    QTEST(client.answer().body, "value");
}

void TestHttpServer::understandsFields()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send("\r\nPOST /echo HTTP/1.1\r\nhOsT:a.example:8080\r\nX-Empty:\r\nX-Spaces: \t a b \t \r\nX-Bytes: "
                "\xc3\xa4\r\nX-Colons:a:b: c\r\ncontent-length: 0002\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\nhi");
    QCOMPARE(client.answer().body, "hi");
    const HttpRequest &request = fixture.requests.first();
    QCOMPARE(request.header("Host"_L1), "a.example:8080");
    QVERIFY(request.headers.contains("x-empty"_L1));
    QCOMPARE(request.header("X-Spaces"_L1), "a b");
    QCOMPARE(request.header("X-Bytes"_L1), "\xc3\xa4");
    QCOMPARE(request.header("X-Colons"_L1), "a:b: c");
    QCOMPARE(request.headers.combinedValue("X-Twice"_L1), "1, 2");
    for (const QByteArray host : {"[::1]", "[::1]:80", "127.0.0.1:65535", "a.example:", "A_b.example", "a%20b"}) {
        client.send("GET /now HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        QCOMPARE(client.answer().status, 200);
    }
}

void TestHttpServer::acceptsRequestsAtTheLimits()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    const QByteArray line = "GET /now? HTTP/1.1";
    client.send("GET /now?" + QByteArray(8192 - line.size(), 'a') + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
    QCOMPARE(client.answer().status, 200);
    client.send(get("/now", QByteArray("X: y\r\n").repeated(99)));
    QCOMPARE(client.answer().status, 200);
    const QByteArray rest = "Host: a.example\r\nX: \r\n\r\n";
    client.send(get("/now", "X: " + QByteArray(32 * 1024 - rest.size(), 'a') + "\r\n"));
    QCOMPARE(client.answer().status, 200);
    client.send(post("/echo", QByteArray(64 * 1024, 'b')));
    QCOMPARE(client.answer().body.size(), 64 * 1024);
}

void TestHttpServer::sends100Continue()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send("POST /echo HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n");
    QCOMPARE(client.answer().status, 100);
    QCOMPARE(fixture.executed(), QStringList());
    client.send("he");
    client.send("llo");
    QCOMPARE(client.answer().body, "hello");
    client.send("POST /echo HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhe");
    QVERIFY(waitFor([&] { return client.isSent(); }));
    client.send("llo");
    QCOMPARE(client.answer().body, "hello");
    // The server sends no 100 if the body is already here, if there is none, and to HTTP/1.0.
    client.send(post("/echo", "there", "Expect: 100-continue\r\n"));
    QCOMPARE(client.answer().body, "there");
    client.send(get("/now", "Expect: 100-continue\r\n"));
    QCOMPARE(client.answer().body, "now");
    client.send("POST /echo HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    client.send("hi");
    QCOMPARE(client.answer().body, "hi");
}

void TestHttpServer::acceptsSplitBody()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    const QByteArray bytes = post("/echo", "a body\r\n\r\nGET / HTTP/1.1\r\n\r\n") + get("/now");
    for (const char byte : bytes) {
        client.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QCOMPARE(client.answer().body, "a body\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    QCOMPARE(client.answer().body, "now");
}

void TestHttpServer::ignoresUpgrade()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/now",
                    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QCOMPARE(client.answer().body, "now");
    client.send(get("/now", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"));
    QCOMPARE(client.answer().body, "now");
}

void TestHttpServer::streamsInChunksOrUntilTheEnd()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/stream") + get("/now"));
    const auto head = client.answer();
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Transfer-Encoding"), "chunked");
    fixture.waiting.front()->writeToStream("hello");
    QVERIFY(waitFor([&] { return client.received() == "5\r\nhello\r\n"; }));
    fixture.waiting.front()->endStream();
    QVERIFY(waitFor([&] { return client.received().startsWith("5\r\nhello\r\n0\r\n\r\nHTTP/1.1 200"); }));

    RawClient old(fixture.port());
    old.send(get("/stream", "Connection: keep-alive\r\n", "HTTP/1.0"));
    const auto oldHead = old.answer();
    QCOMPARE(oldHead.field("Transfer-Encoding"), "");
    QCOMPARE(oldHead.field("Connection"), "close");
    fixture.waiting.back()->writeToStream("hello");
    fixture.waiting.back()->endStream();
    QVERIFY(old.isClosed());
    QCOMPARE(old.received(), "hello");
}

void TestHttpServer::detectsClosedConnection_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isHalf");
    QTest::newRow("waiting, gone") << QByteArray("/later") << false;
    QTest::newRow("waiting, half closed") << QByteArray("/later") << true;
    QTest::newRow("streaming, gone") << QByteArray("/stream") << false;
    QTest::newRow("streaming, half closed") << QByteArray("/stream") << true;
}

void TestHttpServer::detectsClosedConnection()
{
    QFETCH(const QByteArray, path);
    QFETCH(const bool, isHalf);
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get(path) + get("/echo"));
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    int reported = 0;
    fixture.waiting.front()->whenPeerCloses(this, [&] { ++reported; });
    if (isHalf)
        client.closeSending();
    else
        client.vanish();
    QVERIFY(waitFor([&] { return reported == 1; }));
    // A late registration is called as well.
    fixture.waiting.front()->whenPeerCloses(this, [&] { ++reported; });
    QVERIFY(waitFor([&] { return reported == 2; }));
    fixture.waiting.front()->writeToStream("x");
    fixture.waiting.clear();
    QVERIFY(waitFor([&] { return fixture.server().connections() == 0; }));
    QCOMPARE(fixture.executed().size(), 1);
    QCOMPARE(reported, 2);
}

// The client has pipelined more than the server reads.
void TestHttpServer::detectsClosedConnectionOnWrite()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/stream") + get("/now").repeated(1'000));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(waitFor([&] { return client.isSent(); }));
    int reported = 0;
    fixture.waiting.front()->whenPeerCloses(this, [&] { ++reported; });
    client.vanish();
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { fixture.waiting.front()->writeToStream("x"); });
    timer.start(1ms);
    QVERIFY(waitFor([&] { return reported == 1; }));
    QCOMPARE(fixture.executed().size(), 1);
}

void TestHttpServer::answersHalfClosedClient()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    client.send(get("/later"));
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    client.closeSending();
    QVERIFY(waitFor([&] { return fixture.waiting.front()->connection()->isClosedByPeer(); }));
    fixture.waiting.front()->answer(HttpResponse::text(u"still here"_s));
    QCOMPARE(client.answer().body, "still here");
    QVERIFY(client.isClosed());

    // This does not apply to answers whose arrival must be confirmed.
    RawClient other(fixture.port());
    other.send(get("/later"));
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 2; }));
    other.closeSending();
    QVERIFY(waitFor([&] { return fixture.waiting.back()->connection()->isClosedByPeer(); }));
    QList<bool> written;
    fixture.waiting.back()->answer(HttpResponse::text(u"to be sure"_s), [&](bool is) { written.append(is); });
    QCOMPARE(written, QList<bool>({false}));
    QVERIFY(other.isClosed());
    QCOMPARE(other.received(), QByteArray());
}

void TestHttpServer::reportsWhetherAnswerWasDelivered()
{
    HttpFixture fixture;
    RawClient taking(fixture.port());
    taking.send(get("/big") + get("/now"));
    QCOMPARE(taking.answer().body.size(), 32 * 1024 * 1024);
    QCOMPARE(taking.answer().body, "now"); // sent after the confirmation
    QCOMPARE(fixture.written, QList<bool>({true}));
    taking.send(get("/big", "Connection: close\r\n"));
    QCOMPARE(taking.answer().body.size(), 32 * 1024 * 1024);
    QVERIFY(waitFor([&] { return fixture.written.size() == 2; }));
    QCOMPARE(fixture.written, QList<bool>({true, true}));
    QVERIFY(taking.isClosed());

    for (const bool isHalf : {false, true}) {
        fixture.written.clear();
        RawClient leaving(fixture.port());
        leaving.stopReading();
        leaving.send(get("/big"));
        QVERIFY(waitFor([&] { return leaving.socket().bytesAvailable() > 0; }));
        QCOMPARE(fixture.written, QList<bool>());
        if (isHalf)
            leaving.closeSending();
        else
            leaving.vanish();
        QVERIFY(waitFor([&] { return fixture.written.size() == 1; }));
        QCOMPARE(fixture.written, QList<bool>({false}));
    }
}

void TestHttpServer::answerIsDeliveredWhenAcknowledged()
{
    HttpFixture fixture;
    RawClient client(fixture.port());
    for (const QByteArray fields : {"", "", "Connection: close\r\n"}) {
        client.send(get("/sure", fields));
        QCOMPARE(client.answer().body, "to be sure");
    }
    // A client that disconnects after its answer has received it as well.
    RawClient brief(fixture.port());
    brief.send(get("/sure"));
    QCOMPARE(brief.answer().body, "to be sure");
    brief.vanish();
    QVERIFY(waitFor([&] { return fixture.written.size() == 4; }));
    QCOMPARE(fixture.written, QList<bool>(4, true));
}

// The kernel accepts a write to a connection that was reset: send() succeeds once, although nobody receives the bytes.
void TestHttpServer::answerToClosedConnectionIsNotDelivered()
{
    HttpFixture fixture;
    for (int round = 0; round < 20; ++round) {
        fixture.written.clear();
        fixture.waiting.clear();
        RawClient client(fixture.port());
        client.send(get("/later"));
        QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
        const linger atOnce{1, 0};
        QCOMPARE(setsockopt(int(client.socket().socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce)),
                 0);
        client.vanish();
        // Before the event loop can notice it.
        fixture.waiting.front()->answer(HttpResponse::text(u"gone"_s), [&](bool is) { fixture.written.append(is); });
        QVERIFY(waitFor([&] { return fixture.written.size() == 1; }));
        QCOMPARE(fixture.written, QList<bool>({false}));
    }
}

// The peer's machine exists but does not respond: here its packets are dropped.
void TestHttpServer::silentPeerDelaysNoOtherConnection()
{
    HttpFixture fixture;
    RawClient silent(fixture.port());
    silent.send(get("/later"));
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    // A socket filter that drops all packets before TCP sees them.
    sock_filter dropAll{BPF_RET | BPF_K, 0, 0, 0};
    const sock_fprog program{1, &dropAll};
    QCOMPARE(
        setsockopt(int(silent.socket().socketDescriptor()), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)),
        0);
    QElapsedTimer clock;
    clock.start();
    fixture.waiting.front()->answer(HttpResponse::text(u"lost"_s), [&](bool is) { fixture.written.append(is); });
    RawClient other(fixture.port());
    for (int i = 0; i < 10; ++i) {
        other.send(get("/now"));
        QCOMPARE(other.answer().body, "now");
    }
    if (clock.durationElapsed() < 1s)
        QVERIFY(fixture.written.isEmpty());
    QVERIFY(waitFor([&] { return fixture.written.size() == 1; }));
    QCOMPARE(fixture.written, QList<bool>({false}));
    QVERIFY(clock.durationElapsed() >= 1s);
    // The connection is still open.
    const int unused = 0;
    setsockopt(int(silent.socket().socketDescriptor()), SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof(unused));
    QCOMPARE(silent.answer().body, "lost");
    silent.send(get("/now"));
    QCOMPARE(silent.answer().body, "now");
}

void TestHttpServer::reportsTheClientAddress_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("peer");
    const auto row = [](const char *name, const QString &from, const QByteArray &fields, const QString &peer) {
        QTest::newRow(name) << from << fields << peer;
    };
    const QString proxy = u"127.0.0.1"_s;
    const QString stranger = u"127.0.0.7"_s;
    row("a proxy itself", proxy, {}, proxy);
    row("a proxy's client", proxy, "X-Forwarded-For: 192.0.2.1\r\n", u"192.0.2.1"_s);
    row("what the client claims", proxy, "X-Forwarded-For: 198.51.100.1, 192.0.2.1\r\n", u"192.0.2.1"_s);
    row("two proxies", proxy, "X-Forwarded-For: 192.0.2.1, 10.1.2.3\r\n", u"192.0.2.1"_s);
    row("two fields", proxy, "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 192.0.2.1\r\n", u"192.0.2.1"_s);
    row("IPv6", proxy, "X-Forwarded-For: 2001:db8::1\r\n", u"2001:db8::1"_s);
    row("IPv4 as IPv6", proxy, "X-Forwarded-For: ::ffff:192.0.2.1\r\n", u"192.0.2.1"_s);
    row("IPv4 with a port", proxy, "X-Forwarded-For: 192.0.2.1:51234\r\n", u"192.0.2.1"_s);
    row("unknown", proxy, "X-Forwarded-For: unknown\r\n", {});
    row("nothing", proxy, "X-Forwarded-For:\r\n", proxy);
    row("the standard field", proxy, "Forwarded: for=192.0.2.1\r\n", u"192.0.2.1"_s);
    row("another field", proxy, "X-Real-IP: 192.0.2.1\r\n", proxy);
    row("a stranger", stranger, {}, stranger);
    row("a stranger who claims", stranger, "X-Forwarded-For: 192.0.2.1\r\n", stranger);
}

void TestHttpServer::reportsTheClientAddress()
{
    QFETCH(const QString, from);
    QFETCH(const QByteArray, fields);
    HttpSettings settings;
    settings.trustedProxies = {u"127.0.0.1"_s, u"10.0.0.0/8"_s};
    HttpFixture fixture(settings);
    RawClient client(fixture.port(), QHostAddress(from));
    client.send(get("/now", fields));
    QCOMPARE(client.answer().status, 200);
    QTEST(fixture.requests.first().peer.toString(), "peer");
}

void TestHttpServer::reportsWhetherHttpsWasUsed_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isSecure");
    const auto row = [](const char *name, const QString &from, const QByteArray &fields, const QString &url, bool is) {
        QTest::newRow(name) << from << fields << url << is;
    };
    const QString proxy = u"127.0.0.1"_s;
    const QString stranger = u"127.0.0.7"_s;
    row("plain", proxy, {}, {}, false);
    row("public https", stranger, {}, u"https://chat.example/"_s, true);
    row("public http", stranger, {}, u"http://chat.example/"_s, false);
    row("a proxy's word", proxy, "X-Forwarded-Proto: https\r\n", {}, true);
    row("a proxy's word in capitals", proxy, "X-Forwarded-Proto: HTTPS\r\n", {}, true);
    row("a proxy's other word", proxy, "X-Forwarded-Proto: http\r\n", {}, false);
    row("a proxy's last word", proxy, "X-Forwarded-Proto: https, http\r\n", {}, false);
    row("the standard field", proxy, "Forwarded: for=192.0.2.1;proto=https\r\n", {}, true);
    row("the standard field in quotes", proxy, "Forwarded: proto=\"https\"; for=192.0.2.1\r\n", {}, true);
    row("the standard field says http", proxy, "Forwarded: proto=https, for=192.0.2.1;proto=http\r\n", {}, false);
    row("a stranger's word", stranger, "X-Forwarded-Proto: https\r\n", {}, false);
    row("a stranger's standard field", stranger, "Forwarded: proto=https\r\n", {}, false);
}

void TestHttpServer::reportsWhetherHttpsWasUsed()
{
    QFETCH(const QString, from);
    QFETCH(const QByteArray, fields);
    QFETCH(const QString, url);
    HttpSettings settings;
    settings.trustedProxies = {u"127.0.0.1"_s};
    settings.publicUrl = QUrl(url);
    HttpFixture fixture(settings);
    RawClient client(fixture.port(), QHostAddress(from));
    client.send(get("/now", fields));
    QCOMPARE(client.answer().status, 200);
    QTEST(fixture.requests.first().isSecure, "isSecure");
}

void TestHttpServer::answers503OnDestruction()
{
    HttpFixture fixture;
    RawClient waiting(fixture.port());
    waiting.send(get("/later"));
    RawClient idle(fixture.port());
    idle.send(get("/now"));
    QCOMPARE(idle.answer().status, 200);
    QVERIFY(waitFor([&] { return fixture.waiting.size() == 1; }));
    QCOMPARE(fixture.server().pending(), 1);
    fixture.destroyServer();
    QCOMPARE(waiting.answer().status, 503);
    QVERIFY(waiting.isClosed());
    QVERIFY(idle.isClosed());
    fixture.waiting.front()->answer(HttpResponse::empty()); // nobody receives it
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
