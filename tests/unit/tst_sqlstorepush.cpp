// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// Push subscriptions and what they are to be told.
class TestSqlStorePush : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAllOfASubscription();
    void theSameEndpointKeepsItsIdAndForgetsItsFailures();
    void compatClientsHaveOneSubscription();
    void anAccountHasABoundedNumber();
    void aSubscriptionGoesWithItsDevice();
    void compatSubscriptionsGoWithTheLastCompatDevice();
    void aDeviceThatIsGoneGetsNone();
    void tellsTheNewestMessageFromOthers_data();
    void tellsTheNewestMessageFromOthers();
    void whatWasToldIsNotDue();
    void whatADeviceAcknowledgedIsNotDue();
    void aNewDeviceAcknowledgesNothing();
    void whatAnotherClientDisplayedIsNotDue();
    void progressSurvivesARestart();
    void whatIsDueSurvivesARestart();
};

static PushSubscription subscription(const Jid &account, const QString &deviceId = {},
                                     const QString &endpoint = u"https://push.example/1?a=%20b"_s)
{
    PushSubscription subscription;
    subscription.account = account;
    subscription.deviceId = deviceId;
    subscription.endpoint = QUrl(endpoint);
    return subscription;
}

static void compare(const PushSubscription &a, const PushSubscription &b)
{
    QCOMPARE(a.id, b.id);
    QCOMPARE(a.account, b.account);
    QCOMPARE(a.deviceId, b.deviceId);
    QCOMPARE(a.kind, b.kind);
    QCOMPARE(a.endpoint, b.endpoint);
    QCOMPARE(a.payload, b.payload);
    QCOMPARE(a.wantsPresence, b.wantsPresence);
    QCOMPARE(a.publicKey, b.publicKey);
    QCOMPARE(a.authSecret, b.authSecret);
    QCOMPARE(a.secret, b.secret);
    QCOMPARE(a.created, b.created);
    QVERIFY(a.progress == b.progress);
}

static QStringList ids(const QList<PushSubscription> &subscriptions)
{
    QStringList ids;
    for (const PushSubscription &each : subscriptions)
        ids.append(each.id);
    return ids;
}

static Event displayed(const Jid &account, const QString &id)
{
    Event event = message(account, {});
    event.type = EventType::Marker;
    event.direction = Direction::Out;
    event.from = account;
    event.to = message(account, {}).from.bare();
    event.id = id;
    return event;
}

void TestSqlStorePush::keepsAllOfASubscription()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    PushSubscription made = subscription(romeo, device.id);
    made.kind = PushKind::WebPush;
    made.payload = PushPayload::Full;
    made.wantsPresence = true;
    made.publicKey = QByteArray(65, '\4');
    made.authSecret = QByteArray("\0\1\2", 3);
    made.secret = "sealed";
    QSignalSpy saved(fixture.store.get(), &Store::subscriptionSaved);
    made = value(fixture.store->saveSubscription(made));
    QVERIFY(!made.id.isEmpty());
    QCOMPARE(made.created, fixture.now);
    QCOMPARE(saved.size(), 1);
    const PushSubscription other = value(fixture.store->saveSubscription(subscription(juliet)));
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(value(fixture.store->subscriptions(romeo)).size(), 1);
        compare(value(fixture.store->subscriptions(romeo)).first(), made);
        compare(value(fixture.store->subscriptions(juliet)).first(), other);
        compare(value(fixture.store->duePush(made.id)).subscription, made);
        QCOMPARE(ids(value(fixture.store->allSubscriptions())).size(), 2);
        fixture.reopen();
    }
    QSignalSpy removed(fixture.store.get(), &Store::subscriptionRemoved);
    value(fixture.store->removeSubscription(made.id));
    value(fixture.store->removeSubscription(made.id));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(ids(value(fixture.store->allSubscriptions())), QStringList{other.id});
    QVERIFY(value(fixture.store->duePush(made.id)).subscription.id.isEmpty());
}

void TestSqlStorePush::theSameEndpointKeepsItsIdAndForgetsItsFailures()
{
    SqlStoreFixture fixture;
    const Device first = fixture.addDevice(romeo, "hash 1");
    const Device second = fixture.addDevice(romeo, "hash 2");
    const PushSubscription made = value(fixture.store->saveSubscription(subscription(romeo, first.id)));
    PushProgress failing;
    failing.sentSeq = 7;
    failing.version = 8;
    failing.attempts = 3;
    failing.isBroken = true;
    value(fixture.store->recordPush(made.id, failing));
    PushSubscription again = subscription(romeo, second.id);
    again.payload = PushPayload::Id;
    again = value(fixture.store->saveSubscription(again));
    QCOMPARE(again.id, made.id);
    PushProgress fresh;
    fresh.sentSeq = 7;
    fresh.version = 8;
    QVERIFY(again.progress == fresh);
    compare(value(fixture.store->subscriptions(romeo)).first(), again);
    // Another kind or another URL is another one.
    again.kind = PushKind::Webhook;
    QVERIFY(value(fixture.store->saveSubscription(again)).id != made.id);
    QVERIFY(value(fixture.store->saveSubscription(subscription(romeo, first.id, u"https://push.example/2"_s))).id
            != made.id);
    QCOMPARE(value(fixture.store->subscriptions(romeo)).size(), 3);
}

void TestSqlStorePush::compatClientsHaveOneSubscription()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    const PushSubscription modern = value(fixture.store->saveSubscription(subscription(romeo, device.id)));
    const PushSubscription first = value(fixture.store->saveSubscription(subscription(romeo)));
    QVERIFY(first.id != modern.id);
    QSignalSpy removed(fixture.store.get(), &Store::subscriptionRemoved);
    const PushSubscription second = value(
        fixture.store->saveSubscription(subscription(romeo, {}, u"https://push.example/2"_s)));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(0).toString(), first.id);
    QStringList left = ids(value(fixture.store->subscriptions(romeo)));
    left.sort();
    QStringList expected{modern.id, second.id};
    expected.sort();
    QCOMPARE(left, expected);
}

void TestSqlStorePush::anAccountHasABoundedNumber()
{
    SqlStoreFixture fixture;
    fixture.settings.limits.subscriptionsPerAccount = 2;
    fixture.reopen();
    const Device device = fixture.addDevice(romeo, "hash");
    const auto save = [&](int i) {
        return result(
            fixture.store->saveSubscription(subscription(romeo, device.id, u"https://push.example/%1"_s.arg(i))));
    };
    QVERIFY(save(1));
    QVERIFY(save(2));
    const auto third = save(3);
    QVERIFY(!third);
    QCOMPARE(third.error().code, ProblemCode::TooManyRequests);
    QVERIFY(save(2));
    QCOMPARE(value(fixture.store->subscriptions(romeo)).size(), 2);
}

void TestSqlStorePush::aSubscriptionGoesWithItsDevice()
{
    SqlStoreFixture fixture;
    const Device first = fixture.addDevice(romeo, "hash 1");
    const Device second = fixture.addDevice(romeo, "hash 2");
    const PushSubscription gone = value(fixture.store->saveSubscription(subscription(romeo, first.id)));
    const PushSubscription kept = value(
        fixture.store->saveSubscription(subscription(romeo, second.id, u"https://push.example/2"_s)));
    QSignalSpy removed(fixture.store.get(), &Store::subscriptionRemoved);
    value(fixture.store->removeDevice(first.id));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(0).toString(), gone.id);
    QCOMPARE(ids(value(fixture.store->subscriptions(romeo))), QStringList{kept.id});
    // The device that expires first.
    fixture.now = fixture.now + 31 * 24h;
    fixture.tidy();
    QVERIFY(value(fixture.store->allSubscriptions()).isEmpty());
}

void TestSqlStorePush::compatSubscriptionsGoWithTheLastCompatDevice()
{
    SqlStoreFixture fixture;
    const Device modern = fixture.addDevice(romeo, "hash 1");
    const Device first = fixture.addDevice(romeo, "hash 2", DeviceKind::Compat);
    fixture.addDevice(romeo, "hash 3", DeviceKind::Compat);
    value(fixture.store->saveSubscription(subscription(romeo)));
    QSignalSpy removed(fixture.store.get(), &Store::subscriptionRemoved);
    value(fixture.store->removeDevice(first.id));
    QCOMPARE(removed.size(), 0);
    QCOMPARE(value(fixture.store->subscriptions(romeo)).size(), 1);
    value(fixture.store->removeCompatDevices(romeo));
    QCOMPARE(removed.size(), 1);
    QVERIFY(value(fixture.store->subscriptions(romeo)).isEmpty());
    QCOMPARE(value(fixture.store->devices(romeo)).size(), 1);
    QCOMPARE(value(fixture.store->devices(romeo)).first().id, modern.id);
}

void TestSqlStorePush::aDeviceThatIsGoneGetsNone()
{
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash");
    const auto outcome = result(fixture.store->saveSubscription(subscription(romeo, u"no such device"_s)));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ProblemCode::Unauthorized);
    QVERIFY(value(fixture.store->allSubscriptions()).isEmpty());
}

void TestSqlStorePush::tellsTheNewestMessageFromOthers_data()
{
    QTest::addColumn<Event>("last");
    QTest::addColumn<QString>("told");
    Event event = message(romeo, u"b"_s);
    QTest::newRow("a message") << event << u"b"_s;
    event.body.clear();
    QTest::newRow("without a body") << event << u"a"_s;
    event = message(romeo, u"b"_s);
    event.direction = Direction::Out;
    QTest::newRow("one's own, a copy") << event << u"a"_s;
    event.direction = Direction::In;
    event.from = Jid::fromServer(u"romeo@localhost/phone"_s);
    QTest::newRow("one's own, to oneself") << event << u"a"_s;
    event = message(romeo, u"b"_s);
    event.type = EventType::Receipt;
    QTest::newRow("a receipt") << event << u"a"_s;
    event.type = EventType::Marker;
    QTest::newRow("a marker") << event << u"a"_s;
    event.type = EventType::Subscription;
    QTest::newRow("a subscription request") << event << u"a"_s;
}

void TestSqlStorePush::tellsTheNewestMessageFromOthers()
{
    QFETCH(Event, last);
    SqlStoreFixture fixture;
    value(fixture.store->append(message(romeo, u"before"_s)));
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    QVERIFY(!value(fixture.store->duePush(id)).event);
    value(fixture.store->append(message(romeo, u"a"_s)));
    value(fixture.store->append(last));
    const DuePush due = value(fixture.store->duePush(id));
    QVERIFY(due.event);
    QTEST(due.event->body, "told");
    QCOMPARE(due.seq, due.event->seq);
}

void TestSqlStorePush::whatWasToldIsNotDue()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    value(fixture.store->append(message(romeo, u"a"_s)));
    DuePush due = value(fixture.store->duePush(id));
    value(fixture.store->append(message(romeo, u"b"_s)));
    due.subscription.progress.sentSeq = due.seq;
    value(fixture.store->recordPush(id, due.subscription.progress));
    due = value(fixture.store->duePush(id));
    QCOMPARE(due.event.value().body, u"b"_s);
    due.subscription.progress.sentSeq = due.seq;
    value(fixture.store->recordPush(id, due.subscription.progress));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!value(fixture.store->duePush(id)).event);
        fixture.reopen();
    }
}

void TestSqlStorePush::whatADeviceAcknowledgedIsNotDue()
{
    SqlStoreFixture fixture;
    const Device first = fixture.addDevice(romeo, "hash 1");
    fixture.addDevice(romeo, "hash 2", DeviceKind::Compat);
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    const qint64 seq = value(fixture.store->append(message(romeo, u"a"_s))).event.seq;
    QVERIFY(value(fixture.store->duePush(id)).event);
    value(fixture.store->acknowledge(first.id, seq));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!value(fixture.store->duePush(id)).event);
        fixture.reopen();
    }
    const qint64 next = value(fixture.store->append(message(romeo, u"b"_s))).event.seq;
    QCOMPARE(value(fixture.store->duePush(id)).event.value().body, u"b"_s);
    value(fixture.store->acknowledgeCompat(romeo, next));
    QVERIFY(!value(fixture.store->duePush(id)).event);
}

void TestSqlStorePush::aNewDeviceAcknowledgesNothing()
{
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash 1");
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    value(fixture.store->append(message(romeo, u"a"_s)));
    fixture.addDevice(romeo, "hash 2"); // its cursor is behind the message
    QVERIFY(value(fixture.store->duePush(id)).event);
}

void TestSqlStorePush::whatAnotherClientDisplayedIsNotDue()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    for (const QString &body : {u"a"_s, u"b"_s, u"c"_s})
        value(fixture.store->append(message(romeo, body)));
    value(fixture.store->append(displayed(romeo, u"b"_s)));
    QCOMPARE(value(fixture.store->duePush(id)).event.value().body, u"c"_s);
    value(fixture.store->append(displayed(romeo, u"c"_s)));
    QVERIFY(!value(fixture.store->duePush(id)).event);
    // Those of another contact are not read with them.
    Event other = message(romeo, u"d"_s);
    other.from = juliet;
    value(fixture.store->append(other));
    value(fixture.store->append(message(romeo, u"e"_s)));
    value(fixture.store->append(displayed(romeo, u"e"_s)));
    QCOMPARE(value(fixture.store->duePush(id)).event.value().body, u"d"_s);
}

void TestSqlStorePush::progressSurvivesARestart()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    const PushProgress progress{3, (1LL << 53) - 1, 4, fixture.now, fixture.now + 5s, 503, true};
    value(fixture.store->recordPush(id, progress));
    fixture.reopen();
    QVERIFY(value(fixture.store->subscriptions(romeo)).first().progress == progress);
    value(fixture.store->recordPush(u"no such subscription"_s, progress));
}

void TestSqlStorePush::whatIsDueSurvivesARestart()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    value(fixture.store->append(message(romeo, u"a"_s)));
    fixture.reopen();
    QCOMPARE(value(fixture.store->duePush(id)).event.value().body, u"a"_s);
}

QTEST_GUILESS_MAIN(TestSqlStorePush)
#include "tst_sqlstorepush.moc"
