// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"

#include "httpcorpus.h"
#include "httpfixture.h"
#include "requestbytes.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <array>
#include <set>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

using State = RequestParser::State;

static const RequestLimits limits;

// A malformed request is answered with the listed status, and nothing after it is executed.
class TestHttpCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryNamesARule();
    void isRejectedForEverySplit_data() { addCorpus(); }
    void isRejectedForEverySplit();
    void isAnsweredAndLaterInputIsIgnored_data() { addCorpus(); }
    void isAnsweredAndLaterInputIsIgnored();
    void chunkedBodyIsTheSameForEverySplit_data();
    void chunkedBodyIsTheSameForEverySplit();
    void chunkedBodyTakesLinearTime();
    void randomInputIsParsedConsistently();

private:
    static void addCorpus();
};

void TestHttpCorpus::addCorpus()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    for (const MalformedRequest &request : readHttpCorpus())
        QTest::newRow(request.name.constData()) << request.bytes << request.status;
}

void TestHttpCorpus::everyEntryNamesARule()
{
    static const QRegularExpression rule(u"\\ARFC \\d+ \\d+(\\.\\d+)*\\z"_s);
    const auto corpus = readHttpCorpus();
    QVERIFY(corpus.size() >= 300);
    std::set<QByteArray> names;
    std::set<QByteArray> bytes;
    for (const MalformedRequest &request : corpus) {
        QVERIFY2(rule.match(QString::fromLatin1(request.rule)).hasMatch(), request.name.constData());
        QVERIFY2(request.status >= 400, request.name.constData());
        QVERIFY2(names.insert(request.name).second, request.name.constData());
        QVERIFY2(bytes.insert(request.bytes).second, request.name.constData());
    }
}

// The state after the whole input, which is fed in pieces of at most `piece` bytes.
static State parse(RequestParser &parser, QByteArrayView bytes, qsizetype piece)
{
    State state = State::Empty;
    for (qsizetype at = 0; at < bytes.size() && state != State::Complete && state != State::Refused; at += piece) {
        parser.input().append(bytes.sliced(at, std::min(piece, bytes.size() - at)));
        state = parser.parse();
    }
    return state;
}

void TestHttpCorpus::isRejectedForEverySplit()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype piece : {bytes.size(), qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(1000)}) {
        RequestParser parser(limits);
        QCOMPARE(parse(parser, bytes, piece), State::Refused);
        QTEST(parser.refusal().status, "status");
        QVERIFY(!parser.refusal().detail.isEmpty());
    }
}

void TestHttpCorpus::isAnsweredAndLaterInputIsIgnored()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    static HttpFixture fixture;
    const qsizetype executedBefore = fixture.executed().size();
    RawClient client(fixture.port());
    client.send("GET /now HTTP/1.1\r\nHost: a.example\r\n\r\n" + bytes
                + "GET /later HTTP/1.1\r\nHost: a.example\r\n\r\n");
    QCOMPARE(client.answer().status, 200); // the request before it was executed
    const bool isHead = bytes.startsWith("HEAD");
    const RawClient::Answer answer = client.answer(isHead);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Content-Type"), "application/problem+json");
    QCOMPARE(answer.field("Connection"), "close");
    if (!isHead)
        QCOMPARE(QJsonDocument::fromJson(answer.body).object().value("status"_L1).toInt(), status);
    QVERIFY(client.isClosed());
    QCOMPARE(client.received(), QByteArray());
    QCOMPARE(fixture.executed().size(), executedBefore + 1);
}

void TestHttpCorpus::chunkedBodyIsTheSameForEverySplit_data()
{
    QTest::addColumn<QByteArray>("chunks");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &chunks, const QByteArray &body) {
        QTest::newRow(name) << chunks << body;
    };
    row("one", "5\r\nhello\r\n0\r\n\r\n", "hello");
    row("two", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello");
    row("none", "0\r\n\r\n", "");
    row("sizes with zeros", "0000000000000005\r\nhello\r\n000\r\n\r\n", "hello");
    row("sizes in both cases", "a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n", "01234567890123456789a");
    row("line ends in the data", "4\r\n\r\n0\r\r\n3\r\n\n\r\n\r\n0\r\n\r\n", "\r\n0\r\n\r\n");
    row("a request in the data", "10\r\nGET / HTTP/1.1\r\n\r\n0\r\n\r\n", "GET / HTTP/1.1\r\n");
    row("every byte", "3\r\n" + QByteArray("\0\x80\xff", 3) + "\r\n0\r\n\r\n", QByteArray("\0\x80\xff", 3));
    row("extensions", "5;a;b=c ; d = \"e;f\\\"\\\\ g\"\t;h\r\nhello\r\n0;last\r\n\r\n", "hello");
    row("trailers", "5\r\nhello\r\n0\r\nX-Sum: 1\r\nExpires:\r\n\r\n", "hello");
    row("one at a time", QByteArray("1\r\nx\r\n").repeated(1000) + "0\r\n\r\n", QByteArray(1000, 'x'));
    row("as many as fit", "10000\r\n" + QByteArray(limits.bodyBytes, 'x') + "\r\n0\r\n\r\n",
        QByteArray(limits.bodyBytes, 'x'));
}

void TestHttpCorpus::chunkedBodyIsTheSameForEverySplit()
{
    QFETCH(const QByteArray, chunks);
    QFETCH(const QByteArray, body);
    const QByteArray head = "POST /echo HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding:\tChunked \r\n\r\n";
    const QByteArray bytes = head + chunks;
    const auto check = [&](qsizetype first, qsizetype piece) {
        RequestParser parser(limits);
        parser.input().append(QByteArrayView(bytes).first(first));
        QCOMPARE(parser.parse(), State::Partial);
        QCOMPARE(parse(parser, QByteArrayView(bytes).sliced(first), piece), State::Complete);
        QCOMPARE(parser.pending(), 0);
        const QByteArray request = bytesOf(parser.take());
        QVERIFY(!request.toLower().contains("transfer-encoding"));
        QVERIFY(request.endsWith("\r\ncontent-length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body));
        QCOMPARE(parser.parse(), State::Empty);
    };
    const qsizetype step = std::max<qsizetype>(1, chunks.size() / 500);
    for (qsizetype first = head.size(); first < bytes.size(); first += step)
        check(first, bytes.size());
    for (const qsizetype piece : {1, 2, 3, 7, 1000})
        check(head.size(), piece);
}

// The bytes before the body are stored once, and the chunk framing is not stored.
void TestHttpCorpus::chunkedBodyTakesLinearTime()
{
    RequestParser parser(limits);
    parser.input().append("POST /echo HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n");
    QCOMPARE(parser.parse(), State::Partial);
    for (qsizetype i = 0; i < limits.bodyBytes; ++i) {
        parser.input().append("01\r\nx\r\n");
        QCOMPARE(parser.parse(), State::Partial);
        QCOMPARE(parser.pending(), 0);
    }
    parser.input().append("1\r\n");
    QCOMPARE(parser.parse(), State::Refused);
    QCOMPARE(parser.refusal().status, 413);
}

// The corpus and good requests with random changes, in different fragmentations: the result is always the same.
void TestHttpCorpus::randomInputIsParsedConsistently()
{
    const auto corpus = readHttpCorpus();
    QRandomGenerator random(20'121'122);
    int whole = 0;
    for (int round = 0; round < 20'000; ++round) {
        static const std::array good{QByteArrayLiteral("POST /echo?a=%20b HTTP/1.1\r\nHost: a.example:80\r\n"
                                                       "Content-Length: 5\r\nConnection: x, close\r\n\r\nhello"),
                                     QByteArrayLiteral("PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked"
                                                       "\r\n\r\n2;a=\"b\"\r\nhe\r\n3\r\nllo\r\n0\r\nX: y\r\n\r\n")};
        QByteArray bytes = round % 2 == 0 ? corpus.at(random.bounded(corpus.size())).bytes.left(500)
                                          : good.at(std::size_t(random.bounded(int(good.size()))));
        for (int i = random.bounded(3); i >= 0 && !bytes.isEmpty(); --i) {
            const qsizetype at = random.bounded(bytes.size());
            switch (random.bounded(3)) {
            case 0:
                bytes[at] = char(random.bounded(256));
                break;
            case 1:
                bytes.remove(at, 1 + random.bounded(3));
                break;
            default:
                bytes.insert(at, "\r\n :0"[random.bounded(5)]);
            }
        }
        RequestParser one(limits);
        RequestParser other(limits);
        const State state = parse(one, bytes, bytes.size());
        QVERIFY2(parse(other, bytes, 1 + random.bounded(5)) == state, bytes.constData());
        if (state == State::Refused)
            QCOMPARE(other.refusal().status, one.refusal().status);
        if (state != State::Complete)
            continue;
        ++whole;
        const auto a = one.take();
        const auto b = other.take();
        QVERIFY(bytesOf(a) == bytesOf(b) && a.method == b.method && a.isHttp10 == b.isHttp10);
        QCOMPARE(a.keepsAlive, b.keepsAlive);
    }
    QVERIFY(whole > 100);
}

QTEST_GUILESS_MAIN(TestHttpCorpus)
#include "tst_httpcorpus.moc"
