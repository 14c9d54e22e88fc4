// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pushlistener.h"

#include "pushbench.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

using Mode = HostileEndpoint::Mode;

// When a push is sent, and what it contains; see tst_pushretries for failures.
class TestPushDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsToldAtOnce();
    void aBurstIsOnePushEachTwoSecondsAndTheLastTellsTheNewest();
    void subscriptionsOfOneAccountAreToldEach();
    void tellsNothingOf_data();
    void tellsNothingOf();
    void eachOfManyConversationsIsToldByItsName();
    void aFailureBetweenConversationsLosesNone();
    void aRestartBetweenConversationsLosesNone();
    void aWakeUpTellsOfAllConversations();
    void aWebPushTopicIsThatOfItsConversation();
    void whatIsNotNamedIsNotTold();
    void aReaderHasTimeToAcknowledge();
    void aReaderThatLeavesShortensTheWait();
    void aReaderThatAcknowledgesIsNeverCalled();
    void aReaderThatDoesNotAcknowledgeSilencesNothing();
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
        bench.pass(10ms); // ten seconds in total
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
    QCOMPARE(endpoint.requests().size(), 1); // the subscription works
}

static qint64 appendFrom(PushBench &bench, const QString &who, const QString &body)
{
    Event event = message(romeo, body);
    event.from = Jid::fromServer(who + u"@localhost/phone"_s);
    return value(bench.fixture.store->append(event)).event.seq;
}

// The content of each push, and its time.
struct Told {
    QDateTime time;
    QString with;
    QString body;
    int unread = 0;
    int unreadWith = 0;
};

static void listTold(PushBench &bench, PushListener &endpoint, QList<Told> *list)
{
    QObject::connect(&endpoint, &PushListener::requested, &endpoint, [&bench, list](const Test::PushRequest &request) {
        const QJsonObject json = QJsonDocument::fromJson(request.body).object();
        list->append({bench.now(), json.value("with"_L1).toString(), json.value("body"_L1).toString(),
                      json.value("unread"_L1).toInt(), json.value("unread_with"_L1).toInt()});
    });
}

void TestPushDispatcher::eachOfManyConversationsIsToldByItsName()
{
    PushBench bench;
    PushListener endpoint;
    QList<Told> told;
    listTold(bench, endpoint, &told);
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    const QDateTime start = bench.now();
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"paris"_s, u"nurse"_s}) {
        appendFrom(bench, who, u"from %1 after %2"_s.arg(who).arg((bench.now() - start).count()));
        bench.pass(400ms);
    }
    bench.pass(1h);
    QCOMPARE(told.size(), 4);
    QCOMPARE(told[0].with, u"nurse@localhost"_s);
    QCOMPARE(told[0].body, u"from nurse after 0"_s);
    QCOMPARE(told[0].unread, 1);
    QCOMPARE(told[1].with, u"tybalt@localhost"_s);
    QCOMPARE(told[1].body, u"from tybalt after 400"_s);
    QCOMPARE(told[2].with, u"paris@localhost"_s);
    QCOMPARE(told[2].body, u"from paris after 800"_s);
    QCOMPARE(told[3].with, u"nurse@localhost"_s);
    QCOMPARE(told[3].body, u"from nurse after 1200"_s);
    QCOMPARE(told[3].unread, 4);
    QCOMPARE(told[3].unreadWith, 2);
    for (qsizetype i = 0; i < told.size(); ++i)
        QCOMPARE(told[i].time - start, i * PushDispatcher::interval);
}

void TestPushDispatcher::aFailureBetweenConversationsLosesNone()
{
    PushBench bench;
    PushListener endpoint;
    QList<Told> told;
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    appendFrom(bench, u"nurse"_s, u"first"_s);
    appendFrom(bench, u"tybalt"_s, u"second"_s);
    bench.pass(0ms); // one is sent
    endpoint.setAnswer(503, {}, {});
    bench.pass(1min);
    appendFrom(bench, u"tybalt"_s, u"third"_s); // newer than the one that failed
    appendFrom(bench, u"paris"_s, u"fourth"_s);
    endpoint.setAnswer(200);
    listTold(bench, endpoint, &told);
    bench.pass(1h);
    QCOMPARE(told.size(), 2);
    QCOMPARE(told[0].body, u"third"_s);
    QCOMPARE(told[1].body, u"fourth"_s);
}

void TestPushDispatcher::aRestartBetweenConversationsLosesNone()
{
    PushBench bench;
    PushListener endpoint;
    QList<Told> told;
    listTold(bench, endpoint, &told);
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"paris"_s})
        appendFrom(bench, who, who);
    for (int i = 0; i < 4; ++i) {
        bench.pass(0ms);
        bench.restart();
    }
    QStringList bodies;
    for (const Told &each : told)
        bodies.append(each.body);
    QCOMPARE(bodies, (QStringList{u"nurse"_s, u"tybalt"_s, u"paris"_s}));
}

void TestPushDispatcher::aWakeUpTellsOfAllConversations()
{
    PushBench bench;
    PushListener endpoint;
    bench.subscribe(PushKind::Webhook, endpoint.url(u"/x"_s), PushPayload::None);
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"paris"_s})
        appendFrom(bench, who, who);
    bench.pass(1h);
    QVERIFY(endpoint.requests().size() <= 2); // the first may be in flight when the others arrive
    QCOMPARE(bench.progress().sentSeq, 3);
}

void TestPushDispatcher::aWebPushTopicIsThatOfItsConversation()
{
    PushBench bench;
    PushListener endpoint;
    PushListener other;
    bench.subscribe(PushKind::WebPush, endpoint.url(u"/x"_s), PushPayload::Full);
    bench.subscribe(PushKind::WebPush, other.url(u"/x"_s), PushPayload::Full);
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"nurse"_s}) {
        appendFrom(bench, who, u"%1"_s.arg(bench.now().toMSecsSinceEpoch()));
        bench.pass(1min);
    }
    const auto topics = [](const PushListener &listener) {
        QList<QByteArray> all;
        for (const Test::PushRequest &request : listener.requests())
            all.append(request.headers.value("Topic"_L1).toByteArray());
        return all;
    };
    const QList<QByteArray> first = topics(endpoint);
    const QList<QByteArray> second = topics(other);
    QCOMPARE(first.size(), 3);
    QCOMPARE(second.size(), 3);
    static const QRegularExpression valid(u"\\A[A-Za-z0-9_-]{1,32}\\z"_s); // RFC 8030, section 5.4
    for (const QByteArray &topic : first + second)
        QVERIFY2(valid.match(QString::fromLatin1(topic)).hasMatch(), topic.constData());
    QCOMPARE(first[0], first[2]);
    QVERIFY(first[0] != first[1]);
    // A push service cannot tell that both belong to one account.
    QVERIFY(!second.contains(first[0]) && !second.contains(first[1]));
}

void TestPushDispatcher::whatIsNotNamedIsNotTold()
{
    PushBench bench;
    PushListener endpoint;
    PushListener other;
    PushSubscription subscription = bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    subscription.events = PushEvent::Subscription;
    value(bench.fixture.store->saveSubscription(subscription));
    bench.subscribe(PushKind::UnifiedPush, other.url(u"/x"_s), PushPayload::Full);
    QVERIFY(bench.dispatcher->wants(romeo, PushEvent::Subscription));
    QVERIFY(!bench.dispatcher->wants(romeo, PushEvent::Session));
    Event request = message(romeo, u"subscribe"_s);
    request.type = EventType::Subscription;
    value(bench.fixture.store->append(request));
    bench.pass(1min);
    bench.append(u"hello"_s);
    bench.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    QVERIFY(endpoint.requests().first().body.contains(R"("type":"subscription")"));
    QCOMPARE(other.requests().size(), 1);
    QVERIFY(other.requests().first().body.contains(R"("type":"message")"));
}

void TestPushDispatcher::aReaderHasTimeToAcknowledge()
{
    PushBench bench;
    PushListener endpoint;
    const PushSubscription subscription = bench.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    bench.isRead = true;
    for (const bool isAcknowledged : {true, false}) {
        const qint64 seq = bench.append(u"hello %1"_s.arg(isAcknowledged));
        bench.pass(PushDispatcher::readerTime - 1ms);
        QVERIFY(endpoint.requests().isEmpty());
        if (isAcknowledged)
            value(bench.fixture.store->acknowledge(subscription.deviceId, seq));
        bench.pass(1ms);
        QCOMPARE(endpoint.requests().size(), isAcknowledged ? 0 : 1);
        bench.pass(1h);
        QCOMPARE(endpoint.requests().size(), isAcknowledged ? 0 : 1);
    }
}

void TestPushDispatcher::aReaderThatLeavesShortensTheWait()
{
    using std::chrono::milliseconds;
    for (const auto &[leaves, goes] : {std::pair<milliseconds, milliseconds>(1s, 1s + PushDispatcher::grace),
                                       std::pair<milliseconds, milliseconds>(9s, PushDispatcher::readerTime)}) {
        PushBench bench;
        PushListener endpoint;
        bench.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
        bench.isRead = true;
        bench.append(u"hello"_s);
        bench.pass(leaves);
        bench.isRead = false;
        bench.dispatcher->readersLeft(romeo);
        bench.pass(goes - leaves - 1ms);
        QVERIFY(endpoint.requests().isEmpty());
        bench.pass(1ms);
        QCOMPARE(endpoint.requests().size(), 1);
    }
}

// Each is acknowledged in time, though there is always one that is not acknowledged yet.
void TestPushDispatcher::aReaderThatAcknowledgesIsNeverCalled()
{
    PushBench bench;
    PushListener endpoint;
    const PushSubscription subscription = bench.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    bench.isRead = true;
    qint64 last = 0;
    for (int i = 0; i < 100; ++i) {
        const qint64 seq = bench.append(QString::number(i));
        bench.pass(3s);
        value(bench.fixture.store->acknowledge(subscription.deviceId, last));
        bench.pass(1s);
        last = seq;
    }
    QVERIFY(endpoint.requests().isEmpty());
}

void TestPushDispatcher::aReaderThatDoesNotAcknowledgeSilencesNothing()
{
    PushBench bench;
    PushListener endpoint;
    QList<Told> told;
    listTold(bench, endpoint, &told);
    bench.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    bench.isRead = true;
    const QDateTime start = bench.now();
    for (int i = 0; i < 20; ++i) { // the newest one is always new
        appendFrom(bench, u"nurse"_s, QString::number(i));
        bench.pass(3s);
    }
    bench.pass(1min);
    QVERIFY(told.size() >= 4);
    QCOMPARE(told.first().time - start, PushDispatcher::readerTime);
    QCOMPARE(told.first().body, u"3"_s);
    QCOMPARE(told.last().body, u"19"_s);
}

// Between two long polls there is briefly no reader.
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
    old.id = u"older"_s; // which no client has displayed
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
        QVERIFY(body.startsWith("version=") && body.size() <= 25); // notification_server rejects more
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
    subscription.events = PushEvent::Message | PushEvent::Presence;
    value(bench.fixture.store->saveSubscription(subscription));
    QVERIFY(bench.dispatcher->wantsPresence(romeo));
    QVERIFY(!bench.dispatcher->wantsPresence(juliet));
    bench.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}, {u"name"_s, u"Nurse"_s}});
    bench.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    QCOMPARE(endpoint.requests().last().body, R"({"jid":"nurse@localhost","type":"presence"})");
    QVERIFY(other.requests().isEmpty());
    // No push is needed while somebody reads.
    bench.isRead = true;
    bench.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}});
    bench.isRead = false;
    bench.dispatcher->readersLeft(romeo);
    bench.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    // A message is sent first, and neither is lost.
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
