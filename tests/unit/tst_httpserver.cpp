// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpbench.h"

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
    void answersAsRfc9112Says();
    void answersRequestsSentAheadInTheirOrder();
    void keepsTheConnectionAsLongAsBothWantIt_data();
    void keepsTheConnectionAsLongAsBothWantIt();
    void doesNothingBehindAGoodbye();
    void tellsHeadWhatGetWouldGive();
    void answersHeadWhereverGetIs();
    void takesABodyInChunks();
    void refusesAnEncodedBody_data();
    void refusesAnEncodedBody();
    void knowsItsPathBehindAProxy_data();
    void knowsItsPathBehindAProxy();
    void givesNoBodyWhereNoneMayBe();
    void tellsOfTheServerAsAWhole();
    void understandsTargets_data();
    void understandsTargets();
    void understandsFields();
    void takesWhatIsAtTheLimits();
    void saysThatABodyMayCome();
    void takesABodyInPieces();
    void doesNotChangeItsProtocol();
    void streamsInChunksOrUntilTheEnd();
    void noticesThatAClientIsGone_data();
    void noticesThatAClientIsGone();
    void noticesAtTheNextWriteWhereItReadsNothing();
    void answersAClientThatSendsNoMore();
    void tellsWhetherAnAnswerWasTaken();
    void anAnswerHasArrivedWhenThePeerSaysSo();
    void anAnswerToNobodyHasNotArrived();
    void aSilentPeerHoldsUpNobodyElse();
    void saysWhoAsks_data();
    void saysWhoAsks();
    void saysWhetherItCameOverHttps_data();
    void saysWhetherItCameOverHttps();
    void saysGoodbyeWhenItEnds();
};

void TestHttpServer::answersAsRfc9112Says()
{
    HttpBench bench;
    RawClient client(bench.port());
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

void TestHttpServer::answersRequestsSentAheadInTheirOrder()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get("/now") + get("/later") + post("/echo", "first") + post("/echo", "second") + get("/later"));
    QCOMPARE(client.answer().body, "now");
    QVERIFY(waitFor([&] { return bench.waiting.size() == 1; }));
    // A request after an unanswered one is not executed yet.
    QCOMPARE(bench.executed(), QStringList({u"GET /now"_s, u"GET /later"_s}));
    bench.waiting.front()->answer(HttpResponse::text(u"at last"_s));
    QCOMPARE(client.answer().body, "at last");
    QCOMPARE(client.answer().body, "first");
    QCOMPARE(client.answer().body, "second");
    QVERIFY(waitFor([&] { return bench.waiting.size() == 2; }));
    bench.waiting.back()->answer(HttpResponse::empty());
    QCOMPARE(client.answer().status, 204);

    const QByteArray many = post("/echo", "x").repeated(500);
    client.send(many);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(client.answer().body, "x");
}

void TestHttpServer::keepsTheConnectionAsLongAsBothWantIt_data()
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

void TestHttpServer::keepsTheConnectionAsLongAsBothWantIt()
{
    QFETCH(const QByteArray, request);
    QFETCH(const bool, stays);
    HttpBench bench;
    RawClient client(bench.port());
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

void TestHttpServer::doesNothingBehindAGoodbye()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get("/now", "Connection: close\r\n") + get("/echo"));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(client.isClosed());
    QCOMPARE(client.received(), QByteArray());
    QCOMPARE(bench.executed(), QStringList(u"GET /now"_s));
}

void TestHttpServer::tellsHeadWhatGetWouldGive()
{
    HttpBench bench;
    RawClient client(bench.port());
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

void TestHttpServer::answersHeadWhereverGetIs()
{
    HttpBench bench;
    RawClient client(bench.port());
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

void TestHttpServer::takesABodyInChunks()
{
    const auto chunked = [](const QByteArray &fields, const QByteArray &body) {
        return "POST /echo HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n" + fields + "\r\n" + body;
    };
    HttpBench bench;
    RawClient client(bench.port());
    client.send(chunked({}, "5;a=b\r\nhello\r\n7\r\n, world\r\n0\r\nX: y\r\n\r\n") + get("/now"));
    QCOMPARE(client.answer().body, "hello, world");
    QCOMPARE(client.answer().body, "now");
    QVERIFY(!bench.requests.first().headers.contains("Transfer-Encoding"_L1));
    QVERIFY(!bench.requests.first().headers.contains("X"_L1));

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
    QCOMPARE(bench.executed().last(), u"POST /echo"_s);
}

void TestHttpServer::refusesAnEncodedBody_data()
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

void TestHttpServer::refusesAnEncodedBody()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const int, status);
    HttpBench bench;
    RawClient client(bench.port());
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

void TestHttpServer::knowsItsPathBehindAProxy_data()
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

void TestHttpServer::knowsItsPathBehindAProxy()
{
    QFETCH(const QString, url);
    HttpSettings settings;
    settings.publicUrl = QUrl(url);
    HttpBench bench(settings);
    RawClient client(bench.port());
    client.send(get("/made"));
    QTEST(client.answer().field("Location"), "location");
}

void TestHttpServer::givesNoBodyWhereNoneMayBe()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get("/empty") + get("/now"));
    const auto empty = client.answer();
    QCOMPARE(empty.status, 204);
    QVERIFY(!empty.head.toLower().contains("content-length"));
    QCOMPARE(client.answer().body, "now");
}

void TestHttpServer::tellsOfTheServerAsAWhole()
{
    HttpBench bench;
    RawClient client(bench.port());
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
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get(target));
    QCOMPARE(client.answer().status, 200);
    QTEST(bench.requests.first().path, "path");
    QTEST(bench.requests.first().query, "query");
}

void TestHttpServer::understandsFields()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send("\r\nPOST /echo HTTP/1.1\r\nhOsT:a.example:8080\r\nX-Empty:\r\nX-Spaces: \t a b \t \r\nX-Bytes: "
                "\xc3\xa4\r\nX-Colons:a:b: c\r\ncontent-length: 0002\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\nhi");
    QCOMPARE(client.answer().body, "hi");
    const HttpRequest &request = bench.requests.first();
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

void TestHttpServer::takesWhatIsAtTheLimits()
{
    HttpBench bench;
    RawClient client(bench.port());
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

void TestHttpServer::saysThatABodyMayCome()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send("POST /echo HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n");
    QCOMPARE(client.answer().status, 100);
    QCOMPARE(bench.executed(), QStringList());
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

void TestHttpServer::takesABodyInPieces()
{
    HttpBench bench;
    RawClient client(bench.port());
    const QByteArray bytes = post("/echo", "a body\r\n\r\nGET / HTTP/1.1\r\n\r\n") + get("/now");
    for (const char byte : bytes) {
        client.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QCOMPARE(client.answer().body, "a body\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    QCOMPARE(client.answer().body, "now");
}

void TestHttpServer::doesNotChangeItsProtocol()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get("/now",
                    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QCOMPARE(client.answer().body, "now");
    client.send(get("/now", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"));
    QCOMPARE(client.answer().body, "now");
}

void TestHttpServer::streamsInChunksOrUntilTheEnd()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get("/stream") + get("/now"));
    const auto head = client.answer();
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Transfer-Encoding"), "chunked");
    bench.waiting.front()->writeToStream("hello");
    QVERIFY(waitFor([&] { return client.received() == "5\r\nhello\r\n"; }));
    bench.waiting.front()->endStream();
    QVERIFY(waitFor([&] { return client.received().startsWith("5\r\nhello\r\n0\r\n\r\nHTTP/1.1 200"); }));

    RawClient old(bench.port());
    old.send(get("/stream", "Connection: keep-alive\r\n", "HTTP/1.0"));
    const auto oldHead = old.answer();
    QCOMPARE(oldHead.field("Transfer-Encoding"), "");
    QCOMPARE(oldHead.field("Connection"), "close");
    bench.waiting.back()->writeToStream("hello");
    bench.waiting.back()->endStream();
    QVERIFY(old.isClosed());
    QCOMPARE(old.received(), "hello");
}

void TestHttpServer::noticesThatAClientIsGone_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isHalf");
    QTest::newRow("waiting, gone") << QByteArray("/later") << false;
    QTest::newRow("waiting, half closed") << QByteArray("/later") << true;
    QTest::newRow("streaming, gone") << QByteArray("/stream") << false;
    QTest::newRow("streaming, half closed") << QByteArray("/stream") << true;
}

void TestHttpServer::noticesThatAClientIsGone()
{
    QFETCH(const QByteArray, path);
    QFETCH(const bool, isHalf);
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get(path) + get("/echo"));
    QVERIFY(waitFor([&] { return bench.waiting.size() == 1; }));
    int told = 0;
    bench.waiting.front()->whenLeft(this, [&] { ++told; });
    if (isHalf)
        client.closeSending();
    else
        client.vanish();
    QVERIFY(waitFor([&] { return told == 1; }));
    // A late registration is called as well.
    bench.waiting.front()->whenLeft(this, [&] { ++told; });
    QVERIFY(waitFor([&] { return told == 2; }));
    bench.waiting.front()->writeToStream("x");
    bench.waiting.clear();
    QVERIFY(waitFor([&] { return bench.server().connections() == 0; }));
    QCOMPARE(bench.executed().size(), 1);
    QCOMPARE(told, 2);
}

// The client has pipelined more than the server reads.
void TestHttpServer::noticesAtTheNextWriteWhereItReadsNothing()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get("/stream") + get("/now").repeated(1'000));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(waitFor([&] { return client.isSent(); }));
    int told = 0;
    bench.waiting.front()->whenLeft(this, [&] { ++told; });
    client.vanish();
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { bench.waiting.front()->writeToStream("x"); });
    timer.start(1ms);
    QVERIFY(waitFor([&] { return told == 1; }));
    QCOMPARE(bench.executed().size(), 1);
}

void TestHttpServer::answersAClientThatSendsNoMore()
{
    HttpBench bench;
    RawClient client(bench.port());
    client.send(get("/later"));
    QVERIFY(waitFor([&] { return bench.waiting.size() == 1; }));
    client.closeSending();
    QVERIFY(waitFor([&] { return bench.waiting.front()->connection()->isLeft(); }));
    bench.waiting.front()->answer(HttpResponse::text(u"still here"_s));
    QCOMPARE(client.answer().body, "still here");
    QVERIFY(client.isClosed());

    // This does not apply to answers whose arrival must be confirmed.
    RawClient other(bench.port());
    other.send(get("/later"));
    QVERIFY(waitFor([&] { return bench.waiting.size() == 2; }));
    other.closeSending();
    QVERIFY(waitFor([&] { return bench.waiting.back()->connection()->isLeft(); }));
    QList<bool> written;
    bench.waiting.back()->answer(HttpResponse::text(u"to be sure"_s), [&](bool is) { written.append(is); });
    QCOMPARE(written, QList<bool>({false}));
    QVERIFY(other.isClosed());
    QCOMPARE(other.received(), QByteArray());
}

void TestHttpServer::tellsWhetherAnAnswerWasTaken()
{
    HttpBench bench;
    RawClient taking(bench.port());
    taking.send(get("/big") + get("/now"));
    QCOMPARE(taking.answer().body.size(), 32 * 1024 * 1024);
    QCOMPARE(taking.answer().body, "now"); // sent after the confirmation
    QCOMPARE(bench.written, QList<bool>({true}));
    taking.send(get("/big", "Connection: close\r\n"));
    QCOMPARE(taking.answer().body.size(), 32 * 1024 * 1024);
    QVERIFY(waitFor([&] { return bench.written.size() == 2; }));
    QCOMPARE(bench.written, QList<bool>({true, true}));
    QVERIFY(taking.isClosed());

    for (const bool isHalf : {false, true}) {
        bench.written.clear();
        RawClient leaving(bench.port());
        leaving.stopReading();
        leaving.send(get("/big"));
        QVERIFY(waitFor([&] { return leaving.socket().bytesAvailable() > 0; }));
        QCOMPARE(bench.written, QList<bool>());
        if (isHalf)
            leaving.closeSending();
        else
            leaving.vanish();
        QVERIFY(waitFor([&] { return bench.written.size() == 1; }));
        QCOMPARE(bench.written, QList<bool>({false}));
    }
}

void TestHttpServer::anAnswerHasArrivedWhenThePeerSaysSo()
{
    HttpBench bench;
    RawClient client(bench.port());
    for (const QByteArray fields : {"", "", "Connection: close\r\n"}) {
        client.send(get("/sure", fields));
        QCOMPARE(client.answer().body, "to be sure");
    }
    // A client that disconnects after its answer has received it as well.
    RawClient brief(bench.port());
    brief.send(get("/sure"));
    QCOMPARE(brief.answer().body, "to be sure");
    brief.vanish();
    QVERIFY(waitFor([&] { return bench.written.size() == 4; }));
    QCOMPARE(bench.written, QList<bool>(4, true));
}

// The kernel accepts a write to a connection that was reset: send() succeeds once, although nobody receives the bytes.
void TestHttpServer::anAnswerToNobodyHasNotArrived()
{
    HttpBench bench;
    for (int round = 0; round < 20; ++round) {
        bench.written.clear();
        bench.waiting.clear();
        RawClient client(bench.port());
        client.send(get("/later"));
        QVERIFY(waitFor([&] { return bench.waiting.size() == 1; }));
        const linger atOnce{1, 0};
        QCOMPARE(setsockopt(int(client.socket().socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce)),
                 0);
        client.vanish();
        // Before the event loop can notice it.
        bench.waiting.front()->answer(HttpResponse::text(u"gone"_s), [&](bool is) { bench.written.append(is); });
        QVERIFY(waitFor([&] { return bench.written.size() == 1; }));
        QCOMPARE(bench.written, QList<bool>({false}));
    }
}

// The peer's machine exists but does not respond: here its packets are dropped.
void TestHttpServer::aSilentPeerHoldsUpNobodyElse()
{
    HttpBench bench;
    RawClient silent(bench.port());
    silent.send(get("/later"));
    QVERIFY(waitFor([&] { return bench.waiting.size() == 1; }));
    // A socket filter that drops all packets before TCP sees them.
    sock_filter dropAll{BPF_RET | BPF_K, 0, 0, 0};
    const sock_fprog program{1, &dropAll};
    QCOMPARE(
        setsockopt(int(silent.socket().socketDescriptor()), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)),
        0);
    QElapsedTimer clock;
    clock.start();
    bench.waiting.front()->answer(HttpResponse::text(u"lost"_s), [&](bool is) { bench.written.append(is); });
    RawClient other(bench.port());
    for (int i = 0; i < 10; ++i) {
        other.send(get("/now"));
        QCOMPARE(other.answer().body, "now");
    }
    if (clock.durationElapsed() < 1s)
        QVERIFY(bench.written.isEmpty());
    QVERIFY(waitFor([&] { return bench.written.size() == 1; }));
    QCOMPARE(bench.written, QList<bool>({false}));
    QVERIFY(clock.durationElapsed() >= 1s);
    // The connection is still open.
    const int unused = 0;
    setsockopt(int(silent.socket().socketDescriptor()), SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof(unused));
    QCOMPARE(silent.answer().body, "lost");
    silent.send(get("/now"));
    QCOMPARE(silent.answer().body, "now");
}

void TestHttpServer::saysWhoAsks_data()
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

void TestHttpServer::saysWhoAsks()
{
    QFETCH(const QString, from);
    QFETCH(const QByteArray, fields);
    HttpSettings settings;
    settings.trustedProxies = {u"127.0.0.1"_s, u"10.0.0.0/8"_s};
    HttpBench bench(settings);
    RawClient client(bench.port(), QHostAddress(from));
    client.send(get("/now", fields));
    QCOMPARE(client.answer().status, 200);
    QTEST(bench.requests.first().peer.toString(), "peer");
}

void TestHttpServer::saysWhetherItCameOverHttps_data()
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

void TestHttpServer::saysWhetherItCameOverHttps()
{
    QFETCH(const QString, from);
    QFETCH(const QByteArray, fields);
    QFETCH(const QString, url);
    HttpSettings settings;
    settings.trustedProxies = {u"127.0.0.1"_s};
    settings.publicUrl = QUrl(url);
    HttpBench bench(settings);
    RawClient client(bench.port(), QHostAddress(from));
    client.send(get("/now", fields));
    QCOMPARE(client.answer().status, 200);
    QTEST(bench.requests.first().isSecure, "isSecure");
}

void TestHttpServer::saysGoodbyeWhenItEnds()
{
    HttpBench bench;
    RawClient waiting(bench.port());
    waiting.send(get("/later"));
    RawClient idle(bench.port());
    idle.send(get("/now"));
    QCOMPARE(idle.answer().status, 200);
    QVERIFY(waitFor([&] { return bench.waiting.size() == 1; }));
    QCOMPARE(bench.server().pending(), 1);
    bench.destroyServer();
    QCOMPARE(waiting.answer().status, 503);
    QVERIFY(waiting.isClosed());
    QVERIFY(idle.isClosed());
    bench.waiting.front()->answer(HttpResponse::empty()); // nobody receives it
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
