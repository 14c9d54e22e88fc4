// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpbench.h"
#include "httpcorpus.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <requestparser.h>

#include <set>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

using State = RequestParser::State;

static const RequestLimits limits;

// What is wrong with a request is answered so, and nothing behind it is done.
class TestHttpCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLargeAndNamesARuleForEach();
    void isRefusedHoweverItIsCut_data() { addCorpus(); }
    void isRefusedHoweverItIsCut();
    void isAnsweredAndNothingBehindItIsDone_data() { addCorpus(); }
    void isAnsweredAndNothingBehindItIsDone();
    void noRandomBytesAreUnderstoodInTwoWays();

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

void TestHttpCorpus::isLargeAndNamesARuleForEach()
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

// Its state when it has read all; the pieces are of at most so many bytes.
static State parse(RequestParser &parser, QByteArrayView bytes, qsizetype piece)
{
    State state = State::Empty;
    for (qsizetype at = 0; at < bytes.size() && state != State::Whole && state != State::Refused; at += piece) {
        parser.input().append(bytes.sliced(at, std::min(piece, bytes.size() - at)));
        state = parser.parse();
    }
    return state;
}

void TestHttpCorpus::isRefusedHoweverItIsCut()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype piece : {bytes.size(), qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(1000)}) {
        RequestParser parser(limits);
        QCOMPARE(parse(parser, bytes, piece), State::Refused);
        QTEST(parser.refusal().status, "status");
        QVERIFY(!parser.refusal().detail.isEmpty());
    }
}

void TestHttpCorpus::isAnsweredAndNothingBehindItIsDone()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    static HttpBench bench;
    const qsizetype executedBefore = bench.executed().size();
    RawClient client(bench.port());
    client.send("GET /now HTTP/1.1\r\nHost: a.example\r\n\r\n" + bytes
                + "GET /later HTTP/1.1\r\nHost: a.example\r\n\r\n");
    QCOMPARE(client.answer().status, 200); // what was before it is done
    const bool isHead = bytes.startsWith("HEAD");
    const RawClient::Answer answer = client.answer(isHead);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Content-Type"), "application/problem+json");
    QCOMPARE(answer.field("Connection"), "close");
    if (!isHead)
        QCOMPARE(QJsonDocument::fromJson(answer.body).object().value("status"_L1).toInt(), status);
    QVERIFY(client.isClosed());
    QCOMPARE(client.received(), QByteArray());
    QCOMPARE(bench.executed().size(), executedBefore + 1);
}

// Corpus and good requests with bytes changed, cut in different ways: what is
// made of them is always the same.
void TestHttpCorpus::noRandomBytesAreUnderstoodInTwoWays()
{
    const auto corpus = readHttpCorpus();
    QRandomGenerator random(20'121'122);
    int whole = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = round % 2 == 0 ? corpus.at(random.bounded(corpus.size())).bytes.left(500)
                                          : "POST /echo?a=%20b HTTP/1.1\r\nHost: a.example:80\r\nContent-Length: 5\r\n"
                                            "Connection: x, close\r\n\r\nhello";
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
        if (state != State::Whole)
            continue;
        ++whole;
        const auto a = one.take();
        const auto b = other.take();
        QVERIFY(a.bytes == b.bytes && a.isHead == b.isHead && a.isHttp10 == b.isHttp10);
        QCOMPARE(a.keepsAlive, b.keepsAlive);
    }
    QVERIFY(whole > 100);
}

QTEST_GUILESS_MAIN(TestHttpCorpus)
#include "tst_httpcorpus.moc"
