// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pushlistener.h"

#include "pushfixture.h"

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
    void messageIsPushedAtOnce();
    void burstIsPushedEveryTwoSecondsUpToTheNewest();
    void everySubscriptionOfAnAccountIsPushed();
    void otherEventsAreNotPushed_data();
    void otherEventsAreNotPushed();
    void eachConversationIsPushedByName();
    void failureBetweenConversationsLosesNone();
    void restartBetweenConversationsLosesNone();
    void payloadlessPushCoversAllConversations();
    void webPushTopicIdentifiesTheConversation();
    void unselectedEventsAreNotPushed();
    void pushWaitsForTheReadersAck();
    void departedReaderShortensTheWait();
    void acknowledgedEventsAreNotPushed();
    void unacknowledgedEventsArePushed();
    void returningReaderSuppressesThePush();
    void delayedEventWaitsForItsReadMarker();
    void versionsAscendIfTheClockGoesBack();
    void presenceIsPushedIfSelected();
    void subscriptionWithoutSecretIsBroken();
    void endpointsAreNotLogged();
};

void TestPushDispatcher::messageIsPushedAtOnce()
{
    PushFixture pushes;
    PushListener endpoint;
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/up?token"_s), PushPayload::Full);
    pushes.pass(1min);
    QVERIFY(endpoint.requests().isEmpty());
    const qint64 seq = pushes.append(u"hello"_s);
    pushes.pass(0ms);
    QCOMPARE(endpoint.requests().size(), 1);
    const Test::PushRequest &request = endpoint.requests().first();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.path, u"/up?token"_s);
    const QJsonObject json = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(json.value("seq"_L1).toInteger(), seq);
    QCOMPARE(json.value("body"_L1).toString(), u"hello"_s);
    QCOMPARE(pushes.progress().sentSeq, seq);
    QCOMPARE(pushes.progress().lastStatus, 200);
    pushes.pass(1h);
    QCOMPARE(endpoint.requests().size(), 1);
}

void TestPushDispatcher::burstIsPushedEveryTwoSecondsUpToTheNewest()
{
    PushFixture pushes;
    PushListener endpoint;
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Id);
    QList<QDateTime> times;
    QList<qint64> seqs;
    connect(&endpoint, &PushListener::requested, this, [&](const Test::PushRequest &request) {
        times.append(pushes.now());
        seqs.append(PushFixture::seqIn(request.body));
    });
    qint64 last = 0;
    for (int i = 0; i < 1000; ++i) {
        last = pushes.append(u"message %1"_s.arg(i));
        pushes.pass(10ms); // ten seconds in total
    }
    pushes.pass(1h);
    QCOMPARE(seqs.size(), 6); // after 0, 2, 4, 6, 8 and 10 seconds
    for (qsizetype i = 1; i < times.size(); ++i)
        QVERIFY(times[i] - times[i - 1] >= 2s);
    QCOMPARE(seqs.first(), last - 999);
    QCOMPARE(seqs.last(), last);
    QVERIFY(std::ranges::is_sorted(seqs));
}

void TestPushDispatcher::everySubscriptionOfAnAccountIsPushed()
{
    PushFixture pushes;
    PushListener first;
    PushListener second;
    PushListener other;
    pushes.subscribe(PushKind::SimplePush, first.url(u"/1"_s));
    pushes.subscribe(PushKind::SimplePush, second.url(u"/2"_s));
    pushes.subscribe(PushKind::SimplePush, other.url(u"/3"_s), {}, juliet);
    pushes.append(u"hello"_s);
    pushes.pass(1min);
    QCOMPARE(first.requests().size(), 1);
    QCOMPARE(second.requests().size(), 1);
    QVERIFY(other.requests().isEmpty());
}

void TestPushDispatcher::otherEventsAreNotPushed_data()
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

void TestPushDispatcher::otherEventsAreNotPushed()
{
    QFETCH(Event, event);
    PushFixture pushes;
    PushListener endpoint;
    pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    value(pushes.fixture.store->append(event));
    pushes.pass(1h);
    QVERIFY(endpoint.requests().isEmpty());
    pushes.append(u"another"_s);
    pushes.pass(0ms);
    QCOMPARE(endpoint.requests().size(), 1); // the subscription works
}

static qint64 appendFrom(PushFixture &pushes, const QString &who, const QString &body)
{
    Event event = message(romeo, body);
    event.from = Jid::fromServer(who + u"@localhost/phone"_s);
    return value(pushes.fixture.store->append(event)).event.seq;
}

// The content of each push, and its time.
struct Told {
    QDateTime time;
    QString with;
    QString body;
    int unread = 0;
    int unreadWith = 0;
};

static void listReported(PushFixture &pushes, PushListener &endpoint, QList<Told> *list)
{
    QObject::connect(&endpoint, &PushListener::requested, &endpoint, [&pushes, list](const Test::PushRequest &request) {
        const QJsonObject json = QJsonDocument::fromJson(request.body).object();
        list->append({pushes.now(), json.value("with"_L1).toString(), json.value("body"_L1).toString(),
                      json.value("unread"_L1).toInt(), json.value("unread_with"_L1).toInt()});
    });
}

void TestPushDispatcher::eachConversationIsPushedByName()
{
    PushFixture pushes;
    PushListener endpoint;
    QList<Told> reported;
    listReported(pushes, endpoint, &reported);
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    const QDateTime start = pushes.now();
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"paris"_s, u"nurse"_s}) {
        appendFrom(pushes, who, u"from %1 after %2"_s.arg(who).arg((pushes.now() - start).count()));
        pushes.pass(400ms);
    }
    pushes.pass(1h);
    QCOMPARE(reported.size(), 4);
    QCOMPARE(reported[0].with, u"nurse@localhost"_s);
    QCOMPARE(reported[0].body, u"from nurse after 0"_s);
    QCOMPARE(reported[0].unread, 1);
    QCOMPARE(reported[1].with, u"tybalt@localhost"_s);
    QCOMPARE(reported[1].body, u"from tybalt after 400"_s);
    QCOMPARE(reported[2].with, u"paris@localhost"_s);
    QCOMPARE(reported[2].body, u"from paris after 800"_s);
    QCOMPARE(reported[3].with, u"nurse@localhost"_s);
    QCOMPARE(reported[3].body, u"from nurse after 1200"_s);
    QCOMPARE(reported[3].unread, 4);
    QCOMPARE(reported[3].unreadWith, 2);
    for (qsizetype i = 0; i < reported.size(); ++i)
        QCOMPARE(reported[i].time - start, i * PushDispatcher::interval);
}

void TestPushDispatcher::failureBetweenConversationsLosesNone()
{
    PushFixture pushes;
    PushListener endpoint;
    QList<Told> reported;
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    appendFrom(pushes, u"nurse"_s, u"first"_s);
    appendFrom(pushes, u"tybalt"_s, u"second"_s);
    pushes.pass(0ms); // one is sent
    endpoint.setAnswer(503, {}, {});
    pushes.pass(1min);
    appendFrom(pushes, u"tybalt"_s, u"third"_s); // newer than the one that failed
    appendFrom(pushes, u"paris"_s, u"fourth"_s);
    endpoint.setAnswer(200);
    listReported(pushes, endpoint, &reported);
    pushes.pass(1h);
    QCOMPARE(reported.size(), 2);
    QCOMPARE(reported[0].body, u"third"_s);
    QCOMPARE(reported[1].body, u"fourth"_s);
}

void TestPushDispatcher::restartBetweenConversationsLosesNone()
{
    PushFixture pushes;
    PushListener endpoint;
    QList<Told> reported;
    listReported(pushes, endpoint, &reported);
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"paris"_s})
        appendFrom(pushes, who, who);
    for (int i = 0; i < 4; ++i) {
        pushes.pass(0ms);
        pushes.restart();
    }
    QStringList bodies;
    for (const Told &each : reported)
        bodies.append(each.body);
    QCOMPARE(bodies, (QStringList{u"nurse"_s, u"tybalt"_s, u"paris"_s}));
}

void TestPushDispatcher::payloadlessPushCoversAllConversations()
{
    PushFixture pushes;
    PushListener endpoint;
    pushes.subscribe(PushKind::Webhook, endpoint.url(u"/x"_s), PushPayload::None);
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"paris"_s})
        appendFrom(pushes, who, who);
    pushes.pass(1h);
    QVERIFY(endpoint.requests().size() <= 2); // the first may be in flight when the others arrive
    QCOMPARE(pushes.progress().sentSeq, 3);
}

void TestPushDispatcher::webPushTopicIdentifiesTheConversation()
{
    PushFixture pushes;
    PushListener endpoint;
    PushListener other;
    pushes.subscribe(PushKind::WebPush, endpoint.url(u"/x"_s), PushPayload::Full);
    pushes.subscribe(PushKind::WebPush, other.url(u"/x"_s), PushPayload::Full);
    for (const QString &who : {u"nurse"_s, u"tybalt"_s, u"nurse"_s}) {
        appendFrom(pushes, who, u"%1"_s.arg(pushes.now().toMSecsSinceEpoch()));
        pushes.pass(1min);
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

void TestPushDispatcher::unselectedEventsAreNotPushed()
{
    PushFixture pushes;
    PushListener endpoint;
    PushListener other;
    PushSubscription subscription = pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    subscription.events = PushEvent::Subscription;
    value(pushes.fixture.store->saveSubscription(subscription));
    pushes.subscribe(PushKind::UnifiedPush, other.url(u"/x"_s), PushPayload::Full);
    QVERIFY(pushes.dispatcher->wants(romeo, PushEvent::Subscription));
    QVERIFY(!pushes.dispatcher->wants(romeo, PushEvent::Session));
    Event request = message(romeo, u"subscribe"_s);
    request.type = EventType::Subscription;
    value(pushes.fixture.store->append(request));
    pushes.pass(1min);
    pushes.append(u"hello"_s);
    pushes.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    QVERIFY(endpoint.requests().first().body.contains(R"("type":"subscription")"));
    QCOMPARE(other.requests().size(), 1);
    QVERIFY(other.requests().first().body.contains(R"("type":"message")"));
}

void TestPushDispatcher::pushWaitsForTheReadersAck()
{
    PushFixture pushes;
    PushListener endpoint;
    const PushSubscription subscription = pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    pushes.isRead = true;
    for (const bool isAcknowledged : {true, false}) {
        const qint64 seq = pushes.append(u"hello %1"_s.arg(isAcknowledged));
        pushes.pass(PushDispatcher::readerTime - 1ms);
        QVERIFY(endpoint.requests().isEmpty());
        if (isAcknowledged)
            value(pushes.fixture.store->acknowledge(subscription.deviceId, seq));
        pushes.pass(1ms);
        QCOMPARE(endpoint.requests().size(), isAcknowledged ? 0 : 1);
        pushes.pass(1h);
        QCOMPARE(endpoint.requests().size(), isAcknowledged ? 0 : 1);
    }
}

void TestPushDispatcher::departedReaderShortensTheWait()
{
    using std::chrono::milliseconds;
    for (const auto &[leaves, goes] : {std::pair<milliseconds, milliseconds>(1s, 1s + PushDispatcher::grace),
                                       std::pair<milliseconds, milliseconds>(9s, PushDispatcher::readerTime)}) {
        PushFixture pushes;
        PushListener endpoint;
        pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
        pushes.isRead = true;
        pushes.append(u"hello"_s);
        pushes.pass(leaves);
        pushes.isRead = false;
        pushes.dispatcher->lastReaderRemoved(romeo);
        pushes.pass(goes - leaves - 1ms);
        QVERIFY(endpoint.requests().isEmpty());
        pushes.pass(1ms);
        QCOMPARE(endpoint.requests().size(), 1);
    }
}

// Each is acknowledged in time, though there is always one that is not acknowledged yet.
void TestPushDispatcher::acknowledgedEventsAreNotPushed()
{
    PushFixture pushes;
    PushListener endpoint;
    const PushSubscription subscription = pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    pushes.isRead = true;
    qint64 last = 0;
    for (int i = 0; i < 100; ++i) {
        const qint64 seq = pushes.append(QString::number(i));
        pushes.pass(3s);
        value(pushes.fixture.store->acknowledge(subscription.deviceId, last));
        pushes.pass(1s);
        last = seq;
    }
    QVERIFY(endpoint.requests().isEmpty());
}

void TestPushDispatcher::unacknowledgedEventsArePushed()
{
    PushFixture pushes;
    PushListener endpoint;
    QList<Told> reported;
    listReported(pushes, endpoint, &reported);
    pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Full);
    pushes.isRead = true;
    const QDateTime start = pushes.now();
    for (int i = 0; i < 20; ++i) { // the newest one is always new
        appendFrom(pushes, u"nurse"_s, QString::number(i));
        pushes.pass(3s);
    }
    pushes.pass(1min);
    QVERIFY(reported.size() >= 4);
    QCOMPARE(reported.first().time - start, PushDispatcher::readerTime);
    QCOMPARE(reported.first().body, u"3"_s);
    QCOMPARE(reported.last().body, u"19"_s);
}

// Between two long polls there is briefly no reader.
void TestPushDispatcher::returningReaderSuppressesThePush()
{
    PushFixture pushes;
    PushListener endpoint;
    const PushSubscription subscription = pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    for (int round = 0; round < 20; ++round) {
        pushes.isRead = true;
        pushes.pass(1s);
        pushes.isRead = false;
        pushes.dispatcher->lastReaderRemoved(romeo);
        const qint64 seq = pushes.append(u"%1"_s.arg(round));
        pushes.pass(500ms);
        value(pushes.fixture.store->acknowledge(subscription.deviceId, seq));
    }
    pushes.pass(1h);
    QVERIFY(endpoint.requests().isEmpty());
}

void TestPushDispatcher::delayedEventWaitsForItsReadMarker()
{
    PushFixture pushes;
    PushListener endpoint;
    pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/x"_s));
    pushes.pass(0ms);
    Event old = message(romeo, u"old"_s);
    old.delayed = true;
    Event displayed = message(romeo, {});
    displayed.type = EventType::Marker;
    displayed.direction = Direction::Out;
    std::swap(displayed.from, displayed.to);
    displayed.id = u"old"_s;
    value(pushes.fixture.store->append(old));
    pushes.pass(1s);
    value(pushes.fixture.store->append(displayed));
    pushes.pass(1h);
    QVERIFY(endpoint.requests().isEmpty());
    old.id = u"older"_s; // which no client has displayed
    value(pushes.fixture.store->append(old));
    pushes.pass(PushDispatcher::grace);
    QCOMPARE(endpoint.requests().size(), 1);
}

void TestPushDispatcher::versionsAscendIfTheClockGoesBack()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    pushes.subscribe(PushKind::SimplePush, endpoint.url());
    for (int i = 0; i < 12; ++i) {
        pushes.append(QString::number(i));
        pushes.pass(3s);
        if (i == 4)
            pushes.restart();
        if (i == 8) {
            pushes.fixture.now = pushes.now() - 24h * 365;
            pushes.restart();
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

void TestPushDispatcher::presenceIsPushedIfSelected()
{
    PushFixture pushes;
    PushListener endpoint;
    PushListener other;
    PushSubscription subscription = pushes.subscribe(PushKind::UnifiedPush, endpoint.url(u"/x"_s), PushPayload::Id);
    pushes.subscribe(PushKind::SimplePush, other.url(u"/x"_s));
    QVERIFY(!pushes.dispatcher->wantsPresence(romeo));
    subscription.events = PushEvent::Message | PushEvent::Presence;
    value(pushes.fixture.store->saveSubscription(subscription));
    QVERIFY(pushes.dispatcher->wantsPresence(romeo));
    QVERIFY(!pushes.dispatcher->wantsPresence(juliet));
    pushes.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}, {u"name"_s, u"Nurse"_s}});
    pushes.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    QCOMPARE(endpoint.requests().last().body, R"({"jid":"nurse@localhost","type":"presence"})");
    QVERIFY(other.requests().isEmpty());
    // No push is needed while somebody reads.
    pushes.isRead = true;
    pushes.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}});
    pushes.isRead = false;
    pushes.dispatcher->lastReaderRemoved(romeo);
    pushes.pass(1min);
    QCOMPARE(endpoint.requests().size(), 1);
    // A message is sent first, and neither is lost.
    pushes.dispatcher->notifyPresence(romeo, {{u"jid"_s, u"nurse@localhost"_s}});
    pushes.append(u"hello"_s);
    pushes.pass(0ms);
    QVERIFY(endpoint.requests().last().body.contains("message"));
    pushes.pass(2s);
    QCOMPARE(endpoint.requests().size(), 3);
    QVERIFY(endpoint.requests().last().body.contains("presence"));
}

void TestPushDispatcher::subscriptionWithoutSecretIsBroken()
{
    PushFixture pushes;
    HostileEndpoint endpoint;
    PushSubscription subscription = pushes.subscribe(PushKind::Webhook, endpoint.url());
    subscription.secret.clear();
    value(pushes.fixture.store->saveSubscription(subscription));
    pushes.append(u"a"_s);
    pushes.pass(1h);
    QCOMPARE(endpoint.connections(), 0);
    QVERIFY(pushes.progress().isBroken);
}

static QByteArray logged;

void TestPushDispatcher::endpointsAreNotLogged()
{
    const auto before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &text) { logged += text.toUtf8() + '\n'; });
    {
        PushFixture pushes;
        for (const Mode mode : {Mode::Down, Mode::HangsUp, Mode::Garbage, Mode::Answer}) {
            HostileEndpoint endpoint(mode);
            endpoint.setAnswer("HTTP/1.1 410 Gone");
            pushes.subscribe(PushKind::SimplePush, endpoint.url(u"/capability?and=query"_s));
            pushes.append(u"a secret body %1"_s.arg(int(mode)));
            pushes.pass(1min);
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
