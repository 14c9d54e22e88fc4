// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"

#include "sqlstorefixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// Push subscriptions, and the events that are due for them.
class TestSqlStorePush : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryMemberOfASubscription();
    void sameEndpointKeepsItsIdAndResetsFailures();
    void legacyClientsHaveOneSubscription();
    void subscriptionsPerAccountAreLimited();
    void subscriptionIsRemovedWithItsDevice();
    void legacySubscriptionsAreRemovedWithTheLastLegacyDevice();
    void removedDeviceCannotSubscribe();
    void newestReceivedMessageIsDue_data();
    void newestReceivedMessageIsDue();
    void notifiedEventsAreNotDue();
    void acknowledgedEventsAreNotDue();
    void aNewDeviceAcknowledgesNothing();
    void eventsDisplayedElsewhereAreNotDue();
    void dueEventIsFoundAmongManyOthers_data();
    void dueEventIsFoundAmongManyOthers();
    void onlySelectedKindsAreDue_data();
    void onlySelectedKindsAreDue();
    void reactionToAnothersMessageIsNotDue();
    void eachConversationIsDueOnce();
    void busyConversationGetsItsTurn();
    void privateRoomMessageIsItsOwnConversation();
    void aMarkerByThisApiIsOfItsPrivateConversation();
    void countsUnreadMessages();
    void unreadCountIsLimited();
    void returnsWhenTheOldestWasStored();
    void progressSurvivesARestart();
    void dueEventsSurviveARestart();
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
    QCOMPARE(a.events, b.events);
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

void TestSqlStorePush::keepsEveryMemberOfASubscription()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    PushSubscription made = subscription(romeo, device.id);
    made.kind = PushKind::WebPush;
    made.payload = PushPayload::Full;
    made.events = PushEvent::Presence | PushEvent::Reaction;
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
        compare(value(fixture.store->duePush(made.id, {})).subscription, made);
        QCOMPARE(ids(value(fixture.store->allSubscriptions())).size(), 2);
        fixture.reopen();
    }
    QSignalSpy removed(fixture.store.get(), &Store::subscriptionRemoved);
    value(fixture.store->removeSubscription(made.id));
    value(fixture.store->removeSubscription(made.id));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(ids(value(fixture.store->allSubscriptions())), QStringList{other.id});
    QVERIFY(value(fixture.store->duePush(made.id, {})).subscription.id.isEmpty());
}

void TestSqlStorePush::sameEndpointKeepsItsIdAndResetsFailures()
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
    // Another kind or another URL is a different subscription.
    again.kind = PushKind::Webhook;
    QVERIFY(value(fixture.store->saveSubscription(again)).id != made.id);
    QVERIFY(value(fixture.store->saveSubscription(subscription(romeo, first.id, u"https://push.example/2"_s))).id
            != made.id);
    QCOMPARE(value(fixture.store->subscriptions(romeo)).size(), 3);
}

void TestSqlStorePush::legacyClientsHaveOneSubscription()
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

void TestSqlStorePush::subscriptionsPerAccountAreLimited()
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

void TestSqlStorePush::subscriptionIsRemovedWithItsDevice()
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
    // The last device that expires keeps its subscriptions until the account is deleted.
    fixture.now = fixture.now + 61 * 24h;
    fixture.runRetention();
    QVERIFY(value(fixture.store->allSubscriptions()).isEmpty());
}

void TestSqlStorePush::legacySubscriptionsAreRemovedWithTheLastLegacyDevice()
{
    SqlStoreFixture fixture;
    const Device modern = fixture.addDevice(romeo, "hash 1");
    const Device first = fixture.addDevice(romeo, "hash 2", DeviceKind::Legacy);
    fixture.addDevice(romeo, "hash 3", DeviceKind::Legacy);
    value(fixture.store->saveSubscription(subscription(romeo)));
    QSignalSpy removed(fixture.store.get(), &Store::subscriptionRemoved);
    value(fixture.store->removeDevice(first.id));
    QCOMPARE(removed.size(), 0);
    QCOMPARE(value(fixture.store->subscriptions(romeo)).size(), 1);
    value(fixture.store->removeLegacyDevices(romeo));
    QCOMPARE(removed.size(), 1);
    QVERIFY(value(fixture.store->subscriptions(romeo)).isEmpty());
    QCOMPARE(value(fixture.store->devices(romeo)).size(), 1);
    QCOMPARE(value(fixture.store->devices(romeo)).first().id, modern.id);
}

void TestSqlStorePush::removedDeviceCannotSubscribe()
{
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash");
    const auto outcome = result(fixture.store->saveSubscription(subscription(romeo, u"no such device"_s)));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ProblemCode::Unauthorized);
    QVERIFY(value(fixture.store->allSubscriptions()).isEmpty());
}

void TestSqlStorePush::newestReceivedMessageIsDue_data()
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
    for (const EventType type : {EventType::Receipt, EventType::Marker, EventType::Subscription, EventType::Correction,
                                 EventType::Retraction, EventType::Reaction, EventType::Session}) {
        event.type = type;
        QTest::newRow(eventTypeNames[type].data()) << event << u"a"_s;
    }
}

void TestSqlStorePush::newestReceivedMessageIsDue()
{
    QFETCH(Event, last);
    SqlStoreFixture fixture;
    value(fixture.store->append(message(romeo, u"before"_s)));
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    QVERIFY(!value(fixture.store->duePush(id, {})).event);
    value(fixture.store->append(message(romeo, u"a"_s)));
    value(fixture.store->append(last));
    const DuePush due = value(fixture.store->duePush(id, {}));
    QVERIFY(due.event);
    QTEST(due.event->body, "told");
    QVERIFY(!due.hasMore);
    QCOMPARE(due.newest, due.event->seq);
}

void TestSqlStorePush::notifiedEventsAreNotDue()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    value(fixture.store->append(message(romeo, u"a"_s)));
    DuePush due = value(fixture.store->duePush(id, {}));
    value(fixture.store->append(message(romeo, u"b"_s)));
    due.subscription.progress.sentSeq = due.event->seq;
    value(fixture.store->recordPush(id, due.subscription.progress));
    due = value(fixture.store->duePush(id, {}));
    QCOMPARE(due.event.value().body, u"b"_s);
    due.subscription.progress.sentSeq = due.event->seq;
    value(fixture.store->recordPush(id, due.subscription.progress));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!value(fixture.store->duePush(id, {})).event);
        fixture.reopen();
    }
}

void TestSqlStorePush::acknowledgedEventsAreNotDue()
{
    SqlStoreFixture fixture;
    const Device first = fixture.addDevice(romeo, "hash 1");
    fixture.addDevice(romeo, "hash 2", DeviceKind::Legacy);
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    const qint64 seq = value(fixture.store->append(message(romeo, u"a"_s))).event.seq;
    QVERIFY(value(fixture.store->duePush(id, {})).event);
    value(fixture.store->acknowledge(first.id, seq));
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!value(fixture.store->duePush(id, {})).event);
        fixture.reopen();
    }
    const qint64 next = value(fixture.store->append(message(romeo, u"b"_s))).event.seq;
    QCOMPARE(value(fixture.store->duePush(id, {})).event.value().body, u"b"_s);
    value(fixture.store->acknowledgeLegacy(romeo, next));
    QVERIFY(!value(fixture.store->duePush(id, {})).event);
}

void TestSqlStorePush::aNewDeviceAcknowledgesNothing()
{
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash 1");
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    value(fixture.store->append(message(romeo, u"a"_s)));
    fixture.addDevice(romeo, "hash 2"); // its cursor is after the message
    QVERIFY(value(fixture.store->duePush(id, {})).event);
}

void TestSqlStorePush::eventsDisplayedElsewhereAreNotDue()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    for (const QString &body : {u"a"_s, u"b"_s, u"c"_s})
        value(fixture.store->append(message(romeo, body)));
    value(fixture.store->append(displayed(romeo, u"b"_s)));
    QCOMPARE(value(fixture.store->duePush(id, {})).event.value().body, u"c"_s);
    value(fixture.store->append(displayed(romeo, u"c"_s)));
    QVERIFY(!value(fixture.store->duePush(id, {})).event);
    // A marker does not apply to another contact's events.
    Event other = message(romeo, u"d"_s);
    other.from = juliet;
    value(fixture.store->append(other));
    value(fixture.store->append(message(romeo, u"e"_s)));
    value(fixture.store->append(displayed(romeo, u"e"_s)));
    QCOMPARE(value(fixture.store->duePush(id, {})).event.value().body, u"d"_s);
}

void TestSqlStorePush::dueEventIsFoundAmongManyOthers_data()
{
    QTest::addColumn<Event>("other");
    Event event = message(romeo, {});
    event.type = EventType::Receipt;
    QTest::newRow("receipts") << event;
    event.type = EventType::Marker;
    QTest::newRow("markers of others") << event;
    event.type = EventType::Correction;
    event.body = u"b"_s;
    QTest::newRow("corrections") << event;
    event.type = EventType::Reaction;
    event.content = R"({"about":{"id":"x"},"emojis":["+"]})";
    QTest::newRow("reactions to messages of others") << event;
    event = message(romeo, u"b"_s);
    event.from = juliet;
    QTest::newRow("messages of another conversation") << event;
    std::swap(event.from, event.to);
    event.direction = Direction::Out;
    QTest::newRow("one's own messages") << event;
    QTest::newRow("one's own markers of another conversation") << displayed(romeo, {});
}

void TestSqlStorePush::dueEventIsFoundAmongManyOthers()
{
    QFETCH(Event, other);
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    Event wanted = message(romeo, u"wanted"_s);
    wanted.from = Jid::fromServer(u"tybalt@localhost/x"_s);
    value(fixture.store->append(wanted));
    for (int i = 0; i < 600; ++i) {
        other.id = u"other %1"_s.arg(i);
        fixture.store->append(other);
    }
    QCOMPARE(value(fixture.store->duePush(id, {})).event.value().body, u"wanted"_s);
}

static Event ofType(EventType type, const QByteArray &content = {}, const QString &body = {})
{
    Event event = message(romeo, body);
    event.type = type;
    event.id = u"an-id"_s;
    event.content = content;
    return event;
}

void TestSqlStorePush::onlySelectedKindsAreDue_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<PushEvents>("names"); // the event is due only if a subscription includes one of these
    const auto row = [](const char *name, const Event &event, PushEvents names) {
        QTest::newRow(name) << event << names;
    };
    const PushEvents message = PushEvent::Message;
    row("a text", ofType(EventType::Message, {}, u"a"_s), message);
    row("a file without a text", ofType(EventType::Message, R"({"files":[{"url":"https://example.org/a"}]})"), message);
    row("an encrypted message", ofType(EventType::Message, R"({"encryption":"OMEMO"})"), message);
    row("a message that was left out", ofType(EventType::Message, R"({"left_out":{"bytes":9,"reason":"size"}})"),
        message);
    row("a subject", ofType(EventType::Message, R"({"subject":"a"})"), message);
    row("a message that was taken back", ofType(EventType::Message, R"({"retracted":"2026-01-01T00:00:00.000Z"})"), {});
    row("an invitation", ofType(EventType::Invitation, R"({"with":"room@localhost","kind":"room"})"), message);
    row("a missed call", ofType(EventType::Call, R"({"state":"missed"})"), message);
    row("a request for contact", ofType(EventType::Subscription, {}, u"subscribe"_s), PushEvent::Subscription);
    row("a request that was granted", ofType(EventType::Subscription, {}, u"subscribed"_s), {});
    row("a request that was taken back", ofType(EventType::Subscription, {}, u"unsubscribe"_s), {});
    Event own = ofType(EventType::Subscription, {}, u"subscribe"_s);
    own.direction = Direction::Out;
    row("one's own request", own, {});
    Event session = ofType(EventType::Session, R"({"state":"refused","reason":"not-authorized"})");
    session.from = romeo;
    row("a refused session", session, PushEvent::Session);
    session.content = R"({"state":"online"})";
    row("a session that works again", session, {});
    row("a reaction", ofType(EventType::Reaction, R"({"about":{"ref":"own","id":"own"},"emojis":["+"]})"),
        PushEvent::Reaction);
    row("a reaction that was taken back", ofType(EventType::Reaction, R"({"about":{"id":"own"},"emojis":[]})"), {});
    row("a correction", ofType(EventType::Correction, R"({"about":{"id":"own"}})", u"a"_s), {});
    row("a retraction", ofType(EventType::Retraction, R"({"about":{"id":"own"}})"), {});
}

void TestSqlStorePush::onlySelectedKindsAreDue()
{
    QFETCH(Event, event);
    QFETCH(PushEvents, names);
    SqlStoreFixture fixture;
    QHash<PushEvent, QString> ids;
    for (const PushEvent each :
         {PushEvent::Message, PushEvent::Presence, PushEvent::Subscription, PushEvent::Session, PushEvent::Reaction}) {
        PushSubscription one = subscription(romeo, fixture.addDevice(romeo, "hash " + QByteArray::number(int(each))).id,
                                            u"https://push.example/%1"_s.arg(int(each)));
        one.events = each;
        ids.insert(each, value(fixture.store->saveSubscription(one)).id);
    }
    value(fixture.store->enqueue(outgoing(romeo, u"own"_s)));
    const qint64 seq = value(fixture.store->append(event)).event.seq;
    for (const auto &[each, id] : ids.asKeyValueRange()) {
        const DuePush due = value(fixture.store->duePush(id, {}));
        QCOMPARE(due.event ? due.event->seq : 0, names.testFlag(each) ? seq : 0);
    }
}

// Messages sent by another client of the account count as the account's own.
void TestSqlStorePush::reactionToAnothersMessageIsNotDue()
{
    SqlStoreFixture fixture;
    PushSubscription made = subscription(romeo);
    made.events = PushEvent::Reaction;
    const QString id = value(fixture.store->saveSubscription(made)).id;
    value(fixture.store->append(message(romeo, u"theirs"_s)));
    Event carbon = message(romeo, u"mine"_s);
    std::swap(carbon.from, carbon.to);
    carbon.direction = Direction::Out;
    value(fixture.store->append(carbon));
    value(fixture.store->append(ofType(EventType::Reaction, R"({"about":{"id":"theirs"},"emojis":["+"]})")));
    QVERIFY(!value(fixture.store->duePush(id, {})).event);
    Event toMine = ofType(EventType::Reaction, R"({"about":{"id":"mine"},"emojis":["+"]})");
    toMine.id = u"another"_s;
    value(fixture.store->append(toMine));
    QCOMPARE(value(fixture.store->duePush(id, {})).event.value().id, u"another"_s);
}

// Like the dispatcher.
static QStringList notifyAll(SqlStore &store, const QString &id, int most = 100)
{
    QStringList told;
    PushPosition position;
    for (int i = 0; i < most; ++i) {
        DuePush due = value(store.duePush(id, position));
        if (!due.event)
            break;
        told.append(due.event->body);
        position.batchEnd = due.batchEnd;
        due.subscription.progress.sentSeq = due.event->seq;
        value(store.recordPush(id, due.subscription.progress));
        if (!due.hasMore)
            break;
    }
    return told;
}

static Event messageFrom(const QString &jid, const QString &body)
{
    Event event = message(romeo, body);
    event.from = Jid::fromServer(jid);
    return event;
}

void TestSqlStorePush::eachConversationIsDueOnce()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    for (const auto &[from, body] : {std::pair(u"a@localhost/1"_s, u"a1"_s), std::pair(u"b@localhost/1"_s, u"b1"_s),
                                     std::pair(u"c@localhost/1"_s, u"c1"_s), std::pair(u"a@localhost/2"_s, u"a2"_s),
                                     std::pair(u"b@localhost"_s, u"b2"_s)})
        value(fixture.store->append(messageFrom(from, body)));
    QCOMPARE(notifyAll(*fixture.store, id), (QStringList{u"c1"_s, u"a2"_s, u"b2"_s}));
    QCOMPARE(notifyAll(*fixture.store, id), QStringList());
    // A subscription request of a contact who also writes is pushed besides the message.
    PushSubscription both = subscription(romeo, {}, u"https://push.example/2"_s);
    both.events = PushEvent::Message | PushEvent::Subscription;
    const QString other = value(fixture.store->saveSubscription(both)).id;
    Event request = messageFrom(u"a@localhost"_s, u"subscribe"_s);
    request.type = EventType::Subscription;
    value(fixture.store->append(request));
    value(fixture.store->append(messageFrom(u"a@localhost/1"_s, u"hello"_s)));
    QCOMPARE(notifyAll(*fixture.store, other), (QStringList{u"subscribe"_s, u"hello"_s}));
}

void TestSqlStorePush::busyConversationGetsItsTurn()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    PushPosition position;
    int turns = 0;
    for (int i = 0; i < 60; ++i) {
        value(fixture.store->append(messageFrom(u"busy@localhost"_s, u"busy %1"_s.arg(i))));
        value(fixture.store->append(messageFrom(u"new%1@localhost"_s.arg(i), u"new %1"_s.arg(i))));
        DuePush due = value(fixture.store->duePush(id, position));
        turns += due.event.value().body.startsWith("busy"_L1) ? 1 : 0;
        position.batchEnd = due.batchEnd;
        due.subscription.progress.sentSeq = due.event->seq;
        value(fixture.store->recordPush(id, due.subscription.progress));
    }
    QVERIFY2(turns >= 4, QByteArray::number(turns).constData());
}

void TestSqlStorePush::privateRoomMessageIsItsOwnConversation()
{
    SqlStoreFixture fixture;
    PushSubscription made = subscription(romeo);
    made.payload = PushPayload::Full;
    const QString id = value(fixture.store->saveSubscription(made)).id;
    Event event = messageFrom(u"room@localhost/one"_s, u"from one"_s);
    event.content = R"({"kind":"private"})";
    value(fixture.store->append(event));
    event.from = Jid::fromServer(u"room@localhost/two"_s);
    event.id = event.body = u"from two"_s;
    value(fixture.store->append(event));
    DuePush due = value(fixture.store->duePush(id, {}));
    QCOMPARE(due.unread, 2);
    QCOMPARE(due.unreadWith, 1);
    // A marker does not apply to the other occupant's messages.
    Event marker = displayed(romeo, u"from two"_s);
    marker.to = event.from;
    marker.content = event.content;
    value(fixture.store->append(marker));
    due = value(fixture.store->duePush(id, {}));
    QCOMPARE(due.event.value().body, u"from one"_s);
    QCOMPARE(due.unread, 1);
}

void TestSqlStorePush::aMarkerByThisApiIsOfItsPrivateConversation()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    Event event = messageFrom(u"room@localhost/one"_s, u"from one"_s);
    event.content = R"({"kind":"private"})";
    value(fixture.store->append(event));
    event.from = Jid::fromServer(u"room@localhost/two"_s);
    event.id = event.body = u"from two"_s;
    value(fixture.store->append(event));
    // A contact's client is not an occupant.
    value(fixture.store->append(messageFrom(u"friend@localhost/phone"_s, u"from a friend"_s)));

    const auto mark = [&](const QString &to, const QString &about) {
        Outgoing marker;
        marker.id = u"k "_s + about;
        marker.account = romeo;
        marker.to = Jid::fromServer(to);
        marker.type = markerType;
        marker.body = about;
        QVERIFY(value(fixture.store->enqueue(marker)).isNew);
    };
    mark(u"room@localhost/two"_s, u"from two"_s);
    mark(u"friend@localhost/phone"_s, u"from a friend"_s);
    const QList<Event> events = value(fixture.store->eventsAfter(romeo, 0, 10)).events;
    QCOMPARE(eventJson(events.at(3)).value("with"_L1).toString(), u"room@localhost/two"_s);
    QCOMPARE(eventJson(events.at(3)).value("kind"_L1).toString(), u"private"_s);
    QCOMPARE(eventJson(events.at(4)).value("with"_L1).toString(), u"friend@localhost"_s);
    const DuePush due = value(fixture.store->duePush(id, {}));
    QCOMPARE(due.event.value().body, u"from one"_s);
    QVERIFY(!due.hasMore);
    // Its copy in the archive is detected as a duplicate.
    Event copy = displayed(romeo, u"from two"_s);
    copy.to = Jid::fromServer(u"room@localhost/two"_s);
    QVERIFY(!value(fixture.store->append(copy)).isNew);
}

void TestSqlStorePush::countsUnreadMessages()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    PushSubscription made = subscription(romeo, device.id);
    made.payload = PushPayload::Full;
    const QString id = value(fixture.store->saveSubscription(made)).id;
    const auto due = [&] { return value(fixture.store->duePush(id, {})); };
    for (const QString &body : {u"1"_s, u"2"_s, u"3"_s})
        value(fixture.store->append(messageFrom(u"a@localhost/x"_s, body)));
    value(fixture.store->append(messageFrom(u"b@localhost/x"_s, u"4"_s)));
    value(fixture.store->append(ofType(EventType::Receipt)));
    QCOMPARE(due().unread, 4);
    QCOMPARE(due().unreadWith, 3);
    notifyAll(*fixture.store, id); // a push does not mark an event as read
    value(fixture.store->append(messageFrom(u"b@localhost/y"_s, u"5"_s)));
    QCOMPARE(due().unread, 5);
    QCOMPARE(due().unreadWith, 2);
    Event marker = displayed(romeo, u"2"_s);
    marker.to = Jid::fromServer(u"a@localhost"_s);
    value(fixture.store->append(marker));
    QCOMPARE(due().unread, 3);
    value(fixture.store->acknowledge(device.id, 4));
    QCOMPARE(due().unread, 1);
    QCOMPARE(due().unreadWith, 1);
    // Counts that the payload excludes are not computed.
    made.payload = PushPayload::Id;
    value(fixture.store->saveSubscription(made));
    QVERIFY(due().event);
    QCOMPARE(due().unread, 0);
}

void TestSqlStorePush::unreadCountIsLimited()
{
    SqlStoreFixture fixture;
    PushSubscription made = subscription(romeo);
    made.payload = PushPayload::Full;
    const QString id = value(fixture.store->saveSubscription(made)).id;
    for (int i = 0; i <= maxUnreadCount; ++i)
        fixture.store->append(message(romeo, QString::number(i)));
    const DuePush due = value(fixture.store->duePush(id, {}));
    QCOMPARE(due.unread, maxUnreadCount);
    QCOMPARE(due.unreadWith, maxUnreadCount);
    QCOMPARE(due.event.value().body, QString::number(maxUnreadCount));
}

void TestSqlStorePush::returnsWhenTheOldestWasStored()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    const QString id = value(fixture.store->saveSubscription(subscription(romeo, device.id))).id;
    const QDateTime start = fixture.now;
    qint64 seq = 0;
    for (int i = 0; i < 3; ++i) {
        seq = value(fixture.store->append(message(romeo, QString::number(i)))).event.seq;
        fixture.now = fixture.now + 1s;
    }
    QCOMPARE(value(fixture.store->duePush(id, {})).waitingSince, start);
    value(fixture.store->acknowledge(device.id, seq - 1));
    QCOMPARE(value(fixture.store->duePush(id, {})).waitingSince, start + 2s);
}

void TestSqlStorePush::progressSurvivesARestart()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    const PushProgress progress{
        3, (1LL << 53) - 1, 4, fixture.now, fixture.now + 5s, 503, true, fixture.now - 5s, u"status 404"_s};
    value(fixture.store->recordPush(id, progress));
    fixture.reopen();
    QVERIFY(value(fixture.store->subscriptions(romeo)).first().progress == progress);
    value(fixture.store->recordPush(u"no such subscription"_s, progress));
}

void TestSqlStorePush::dueEventsSurviveARestart()
{
    SqlStoreFixture fixture;
    const QString id = value(fixture.store->saveSubscription(subscription(romeo))).id;
    value(fixture.store->append(message(romeo, u"a"_s)));
    fixture.reopen();
    QCOMPARE(value(fixture.store->duePush(id, {})).event.value().body, u"a"_s);
}

QTEST_GUILESS_MAIN(TestSqlStorePush)
#include "tst_sqlstorepush.moc"
