// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

class TestSqlStoreEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryMemberOfAnEvent_data();
    void keepsEveryMemberOfAnEvent();
    void seqsAreAssignedWithoutGapsPerAccount();
    void seqContinuesAfterReopenAndDeletion();
    void emitsAppendedForStoredEvents();
    void detectsRepeatedEvents_data();
    void detectsRepeatedEvents();
    void detectsRepetitionAfterDeletionAndReopen();
    void recordsTheStanzaIdOfACopy();
    void eventsWithoutIdsAreNeverRepetitions();
    void detectsCopiesOfOwnMessages_data();
    void detectsCopiesOfOwnMessages();
    void senderIdsExpireAfterAWeek();
    void keepsIdenticalMessages();
    void redeliveryDoesNotReplaceAnother();
    void skipsUnknownTypes();
    void answersAreLimitedInBytes();
    void dropsTheOldestOfAQueueWithTooManyBytes();
    void readsPagesAfterACursor_data();
    void readsPagesAfterACursor();
    void anUnknownAccountHasAnEmptyQueue();
    void emptyResultIsNotCachedAfterAnAppend();
    void aCursorOnlyMovesForwardAndNotPastTheEnd_data();
    void aCursorOnlyMovesForwardAndNotPastTheEnd();
    void deletesWhatEveryDeviceHasAcknowledged();
    void deletesALargeQueueInSlices();
    void removedDeviceRetainsNoEvents();
    void legacyMessagesAreThoseReceivedAndNotAcknowledged();
    void legacyMessagesAreThoseWithAText();
    void deletesByAge();
    void fullQueueDropsTheOldestAndLogsOnce();
    void readsManyPagesInLinearTime();
};

void TestSqlStoreEvents::keepsEveryMemberOfAnEvent_data()
{
    QTest::addColumn<EventType>("type");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<bool>("delayed");
    QTest::newRow("message received") << EventType::Message << Direction::In << false;
    QTest::newRow("message sent, delayed") << EventType::Message << Direction::Out << true;
    QTest::newRow("receipt") << EventType::Receipt << Direction::In << false;
    QTest::newRow("marker") << EventType::Marker << Direction::In << false;
    QTest::newRow("subscription") << EventType::Subscription << Direction::In << true;
}

void TestSqlStoreEvents::keepsEveryMemberOfAnEvent()
{
    QFETCH(const EventType, type);
    QFETCH(const Direction, direction);
    QFETCH(const bool, delayed);
    SqlStoreFixture fixture;
    Event event = message(romeo, u"id"_s);
    event.type = type;
    event.direction = direction;
    event.stanzaId = u"stanza"_s;
    event.body = u"'; DROP TABLE events; -- \U0001F339 Ünïcödé"_s;
    event.thread = u"thread"_s;
    event.delayed = delayed;
    QVERIFY(value(fixture.store->append(event)).isNew);
    fixture.reopen();
    const Event kept = value(fixture.store->eventsAfter(romeo, 0, 10)).events.at(0);
    QCOMPARE(kept.seq, 1);
    QCOMPARE(kept.type, event.type);
    QCOMPARE(kept.direction, event.direction);
    QCOMPARE(kept.account, event.account);
    QCOMPARE(kept.time, event.time);
    QCOMPARE(kept.time.timeSpec(), Qt::UTC);
    QCOMPARE(kept.from, event.from);
    QCOMPARE(kept.to, event.to);
    QCOMPARE(kept.id, event.id);
    QCOMPARE(kept.stanzaId, event.stanzaId);
    QCOMPARE(kept.body, event.body);
    QCOMPARE(kept.thread, event.thread);
    QCOMPARE(kept.delayed, event.delayed);
}

void TestSqlStoreEvents::seqsAreAssignedWithoutGapsPerAccount()
{
    SqlStoreFixture fixture;
    for (qint64 i = 1; i <= 5; ++i) {
        Event event = message(romeo, QString::number(i));
        event.seq = 77; // any value that the caller has set
        QCOMPARE(value(fixture.store->append(event)).event.seq, i);
        QCOMPARE(value(fixture.store->append(message(juliet, QString::number(i)))).event.seq, i);
    }
}

// A cursor that a client has stored must never match a newer event.
void TestSqlStoreEvents::seqContinuesAfterReopenAndDeletion()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    value(fixture.store->append(message(romeo, u"1"_s)));
    value(fixture.store->append(message(romeo, u"2"_s)));
    value(fixture.store->acknowledge(device.id, 2));
    fixture.reopen();
    const EventPage page = value(fixture.store->eventsAfter(romeo, 0, 10));
    QVERIFY(page.events.isEmpty());
    QCOMPARE(page.oldest, 3);
    QCOMPARE(page.newest, 2);
    QCOMPARE(value(fixture.store->append(message(romeo, u"3"_s))).event.seq, 3);
}

void TestSqlStoreEvents::emitsAppendedForStoredEvents()
{
    SqlStoreFixture fixture;
    QSignalSpy appended(fixture.store.get(), &Store::appended);
    const Event kept = value(fixture.store->append(message(romeo, u"Wherefore?"_s))).event;
    QCOMPARE(appended.size(), 1);
    QCOMPARE(appended.at(0).at(0).value<Event>().seq, kept.seq);
    QCOMPARE(appended.at(0).at(0).value<Event>().body, u"Wherefore?"_s);
    QVERIFY(!value(fixture.store->append(message(romeo, u"Wherefore?"_s))).isNew);
    QCOMPARE(appended.size(), 1);
}

static Event withIds(const QString &from, const QString &id, const QString &stanzaId,
                     EventType type = EventType::Message, Direction direction = Direction::In)
{
    Event event = message(romeo, id);
    event.type = type;
    event.direction = direction;
    event.from = Jid::fromServer(from);
    event.stanzaId = stanzaId;
    event.isIdUnique = false;
    return event;
}

// An event that the server has held back since `since`.
static Event late(Event event, const QDateTime &since)
{
    event.delayed = true;
    event.time = since;
    return event;
}

static Event saying(Event event, const QByteArray &content)
{
    event.content = content;
    return event;
}

static Event unique(Event event, const QString &body)
{
    event.isIdUnique = true;
    event.body = body;
    return event;
}

void TestSqlStoreEvents::detectsRepeatedEvents_data()
{
    const QString nurse = u"nurse@localhost/garden"_s;
    const QString elsewhere = u"nurse@localhost/street"_s;
    const QString tybalt = u"tybalt@localhost/street"_s;
    QTest::addColumn<Event>("first");
    QTest::addColumn<Event>("second");
    QTest::addColumn<bool>("isSame");
    const QDateTime now = SqlStoreFixture().now;
    QTest::newRow("same stanza id") << withIds(nurse, u"a"_s, u"s"_s) << withIds(nurse, u"a"_s, u"s"_s) << true;
    QTest::newRow("same stanza id, no id") << withIds(nurse, {}, u"s"_s) << withIds(nurse, {}, u"s"_s) << true;
    QTest::newRow("same stanza id, all else differs")
        << withIds(nurse, u"a"_s, u"s"_s) << withIds(tybalt, u"b"_s, u"s"_s) << true;
    QTest::newRow("other stanza id, same id")
        << withIds(nurse, u"a"_s, u"s"_s) << withIds(nurse, u"a"_s, u"t"_s) << false;
    QTest::newRow("other stanza id, same id that is used once")
        << unique(withIds(nurse, u"a"_s, u"s"_s), u"hi"_s) << unique(withIds(nurse, u"a"_s, u"t"_s), u"hi"_s) << true;
    QTest::newRow("other stanza id and text, same id that is said to be used once")
        << unique(withIds(nurse, u"a"_s, u"s"_s), u"hi"_s) << unique(withIds(nurse, u"a"_s, u"t"_s), u"ho"_s) << false;
    QTest::newRow("same id, other text") << unique(withIds(nurse, u"a"_s, {}), u"hi"_s)
                                         << unique(withIds(nurse, u"a"_s, {}), u"ho"_s) << false;
    QTest::newRow("same id") << withIds(nurse, u"a"_s, {}) << withIds(nurse, u"a"_s, {}) << false;
    QTest::newRow("same id that is used once")
        << unique(withIds(nurse, u"a"_s, {}), u"hi"_s) << unique(withIds(elsewhere, u"a"_s, {}), u"hi"_s) << true;
    QTest::newRow("delivered again") << withIds(nurse, u"a"_s, {}) << late(withIds(elsewhere, u"a"_s, {}), now) << true;
    QTest::newRow("delivered again, other content")
        << withIds(nurse, u"a"_s, {}) << saying(late(withIds(nurse, u"a"_s, {}), now), R"({"subject":"s"})") << false;
    QTest::newRow("delivered again, with what a server added")
        << withIds(nurse, u"a"_s, {}) << saying(late(withIds(nurse, u"a"_s, {}), now), R"({"extensions":["u:a"]})")
        << true;
    QTest::newRow("waited while the first was committed")
        << withIds(nurse, u"a"_s, {}) << late(withIds(nurse, u"a"_s, {}), now.addSecs(-300)) << true;
    QTest::newRow("sent while nobody was online")
        << withIds(nurse, u"a"_s, {}) << late(withIds(nurse, u"a"_s, {}), now.addSecs(60)) << false;
    QTest::newRow("sent long before") << withIds(nurse, u"a"_s, {})
                                      << late(withIds(nurse, u"a"_s, {}), now.addSecs(-3'600)) << false;
    QTest::newRow("kept back at the same time")
        << late(withIds(nurse, u"a"_s, {}), now) << late(withIds(nurse, u"a"_s, {}), now) << true;
    QTest::newRow("kept back at another time")
        << late(withIds(nurse, u"a"_s, {}), now) << late(withIds(nurse, u"a"_s, {}), now.addSecs(1)) << false;
    QTest::newRow("same id, other sender") << withIds(nurse, u"a"_s, {}) << withIds(tybalt, u"a"_s, {}) << false;
    QTest::newRow("other id") << withIds(nurse, u"a"_s, {}) << withIds(nurse, u"b"_s, {}) << false;
    QTest::newRow("id in other case") << withIds(nurse, u"a"_s, {}) << withIds(nurse, u"A"_s, {}) << false;
    QTest::newRow("the second has a stanza id")
        << withIds(nurse, u"a"_s, {}) << withIds(nurse, u"a"_s, u"s"_s) << false;
    QTest::newRow("the second is archived")
        << withIds(nurse, u"a"_s, {}) << late(withIds(nurse, u"a"_s, u"s"_s), now) << true;
    QTest::newRow("the first has a stanza id") << withIds(nurse, u"a"_s, u"s"_s) << withIds(nurse, u"a"_s, {}) << false;
    QTest::newRow("the first has a stanza id and is delivered again")
        << withIds(nurse, u"a"_s, u"s"_s) << late(withIds(nurse, u"a"_s, {}), now) << true;
    QTest::newRow("id is the other's stanza id")
        << withIds(nurse, u"a"_s, {}) << withIds(nurse, u"b"_s, u"a"_s) << false;
    QTest::newRow("receipt and marker of one message")
        << withIds(nurse, u"a"_s, {}, EventType::Receipt) << withIds(nurse, u"a"_s, {}, EventType::Marker) << false;
    QTest::newRow("two receipts of one message")
        << withIds(nurse, u"a"_s, {}, EventType::Receipt) << withIds(elsewhere, u"a"_s, {}, EventType::Receipt) << true;
    const auto own = [](const QString &to, const QString &stanzaId) {
        Event event = withIds(u"romeo@localhost/a"_s, u"a"_s, stanzaId, EventType::Message, Direction::Out);
        event.to = Jid::fromServer(to);
        return event;
    };
    const QString self = u"romeo@localhost"_s;
    QTest::newRow("two carbons") << own(nurse, {}) << own(nurse, {}) << false;
    QTest::newRow("a carbon and the archive") << own(nurse, {}) << late(own(nurse, u"s"_s), now) << true;
    QTest::newRow("the archive and a carbon") << late(own(nurse, u"s"_s), now) << own(nurse, {}) << true;
    QTest::newRow("archived twice") << late(own(nurse, u"s"_s), now) << late(own(nurse, u"t"_s), now) << false;
    QTest::newRow("to oneself, archived twice") << late(own(self, u"s"_s), now) << late(own(self, u"t"_s), now) << true;
    QTest::newRow("to oneself and its carbon") << own(self, u"s"_s) << own(self, {}) << true;
}

void TestSqlStoreEvents::detectsRepeatedEvents()
{
    QFETCH(const Event, first);
    QFETCH(const Event, second);
    QFETCH(const bool, isSame);
    SqlStoreFixture fixture;
    QVERIFY(value(fixture.store->append(first)).isNew);
    const Appended again = value(fixture.store->append(second));
    QCOMPARE(again.isNew, !isSame);
    QCOMPARE(again.event.seq, isSame ? 1 : 2);
    QCOMPARE(fixture.bodies(romeo).size(), isSame ? 1 : 2);

    // Another account has its own queue.
    Event other = second;
    if (other.to == romeo)
        other.to = juliet;
    other.account = juliet;
    QVERIFY(value(fixture.store->append(other)).isNew);
}

void TestSqlStoreEvents::detectsRepetitionAfterDeletionAndReopen()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    const Event byStanzaId = withIds(u"nurse@localhost"_s, {}, u"s"_s);
    const Event byId = unique(withIds(u"nurse@localhost"_s, u"a"_s, {}), u"a"_s);
    value(fixture.store->append(byStanzaId));
    value(fixture.store->append(byId));
    value(fixture.store->acknowledge(device.id, 2));
    QVERIFY(fixture.bodies(romeo).isEmpty());
    fixture.reopen();
    QVERIFY(!value(fixture.store->append(byStanzaId)).isNew);
    QVERIFY(!value(fixture.store->append(byId)).isNew);
    QCOMPARE(value(fixture.store->append(byId)).event.seq, 2);
    QVERIFY(fixture.bodies(romeo).isEmpty());
}

void TestSqlStoreEvents::recordsTheStanzaIdOfACopy()
{
    SqlStoreFixture fixture;
    value(fixture.store->append(withIds(u"nurse@localhost"_s, u"a"_s, {})));
    QVERIFY(!value(fixture.store->append(late(withIds(u"nurse@localhost"_s, u"a"_s, u"s"_s), fixture.now))).isNew);
    QCOMPARE(value(fixture.store->eventsAfter(romeo, 0, 10)).events.at(0).stanzaId, u"s"_s);
    // By its stanza id alone, and long after its sender's id has expired.
    fixture.now += 8 * 24h;
    const Appended again = value(fixture.store->append(withIds(u"nurse@localhost"_s, {}, u"s"_s)));
    QVERIFY(!again.isNew);
    QCOMPARE(again.event.seq, 1);
    // The event has a stanza id now, so another stanza id is another message.
    QVERIFY(value(fixture.store->append(withIds(u"nurse@localhost"_s, u"a"_s, u"t"_s))).isNew);
}

void TestSqlStoreEvents::eventsWithoutIdsAreNeverRepetitions()
{
    SqlStoreFixture fixture;
    const Event event = withIds(u"nurse@localhost"_s, {}, {});
    for (int i = 1; i <= 3; ++i) {
        const Appended kept = value(fixture.store->append(event));
        QVERIFY(kept.isNew);
        QCOMPARE(kept.event.seq, i);
    }
}

void TestSqlStoreEvents::detectsCopiesOfOwnMessages_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("stanzaId");
    QTest::addColumn<std::chrono::hours>("later");
    QTest::addColumn<bool>("isSame");
    const QString nurse = u"nurse@localhost"_s;
    QTest::newRow("carbon") << nurse << u"a"_s << QString() << 0h << true;
    QTest::newRow("from the archive") << nurse << u"a"_s << u"s"_s << 0h << true;
    QTest::newRow("to a resource") << nurse + u"/garden"_s << u"a"_s << u"s"_s << 0h << true;
    QTest::newRow("waited for two weeks") << nurse << u"a"_s << u"s"_s << std::chrono::hours(14 * 24h) << true;
    QTest::newRow("waited for two weeks, carbon")
        << nurse << u"a"_s << QString() << std::chrono::hours(14 * 24h) << true;
    QTest::newRow("sent by another client") << nurse << u"b"_s << u"s"_s << 0h << false;
    QTest::newRow("to someone else") << u"tybalt@localhost"_s << u"a"_s << u"s"_s << 0h << false;
}

void TestSqlStoreEvents::detectsCopiesOfOwnMessages()
{
    QFETCH(const QString, to);
    QFETCH(const QString, id);
    QFETCH(const QString, stanzaId);
    QFETCH(const std::chrono::hours, later);
    QFETCH(const bool, isSame);
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash");
    QCOMPARE(value(fixture.store->enqueue(outgoing(romeo, u"a"_s))).message.seq, 1);
    fixture.now += later;
    fixture.runRetention(); // deletes sender's ids older than a week

    Event copy = withIds(u"romeo@localhost/webjabber"_s, id, stanzaId, EventType::Message, Direction::Out);
    copy.to = Jid::fromServer(to);
    for (int i = 0; i < 2; ++i) {
        const Appended kept = value(fixture.store->append(copy));
        QCOMPARE(kept.isNew, !isSame && i == 0);
        QCOMPARE(kept.event.seq, isSame ? 1 : 2);
    }
    const Event own = value(fixture.store->eventsAfter(romeo, 0, 10)).events.at(0);
    QCOMPARE(own.stanzaId, isSame ? stanzaId : QString());
}

void TestSqlStoreEvents::senderIdsExpireAfterAWeek()
{
    SqlStoreFixture fixture;
    const Event event = unique(withIds(u"nurse@localhost"_s, u"1"_s, {}), u"hi"_s);
    value(fixture.store->append(event));
    fixture.now += 7 * 24h - 1s;
    QVERIFY(!value(fixture.store->append(event)).isNew);
    fixture.now += 1s;
    QVERIFY(value(fixture.store->append(event)).isNew);
    // The period starts again from then on.
    fixture.now += 6 * 24h;
    QVERIFY(!value(fixture.store->append(event)).isNew);
}

// A script that repeats the same message is not silenced.
void TestSqlStoreEvents::keepsIdenticalMessages()
{
    SqlStoreFixture fixture;
    const Event event = withIds(u"cron@localhost"_s, u"1"_s, {});
    for (int i = 1; i <= 20; ++i) {
        QVERIFY(value(fixture.store->append(event)).isNew);
        fixture.now += 60s;
    }
    // Messages not acknowledged when the stream ended are delivered again, more than once; each is detected.
    for (int repeat = 0; repeat < 2; ++repeat) {
        for (int i = 2; i >= 1; --i) {
            const Appended again = value(fixture.store->append(late(event, fixture.now.addSecs(-60 * i))));
            QVERIFY(!again.isNew);
        }
    }
    // The archive returns some that arrived without a stanza id.
    for (int i = 1; i <= 2; ++i) {
        Event archived = late(event, fixture.now);
        archived.stanzaId = u"s%1"_s.arg(i);
        QVERIFY(!value(fixture.store->append(archived)).isNew);
    }
    QCOMPARE(fixture.bodies(romeo).size(), 20);
}

void TestSqlStoreEvents::redeliveryDoesNotReplaceAnother()
{
    SqlStoreFixture fixture;
    const Event event = withIds(u"cron@localhost"_s, u"1"_s, {});
    QVERIFY(value(fixture.store->append(event)).isNew);
    // The first is a repetition, the second is new.
    QVERIFY(!value(fixture.store->append(late(event, fixture.now))).isNew);
    QVERIFY(value(fixture.store->append(late(event, fixture.now.addSecs(2)))).isNew);
    QCOMPARE(fixture.bodies(romeo).size(), 2);
}

void TestSqlStoreEvents::skipsUnknownTypes()
{
    SqlStoreFixture fixture;
    for (int i = 1; i <= 4; ++i)
        value(fixture.store->append(message(romeo, QString::number(i))));
    fixture.change(u"UPDATE events SET type = 'teleport' WHERE seq < 3"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"passed over.*teleport"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"passed over.*teleport"_s));
    // Also if they would fill the page.
    const EventPage page = value(fixture.store->eventsAfter(romeo, 0, 1));
    QCOMPARE(page.events.size(), 1);
    QCOMPARE(page.events.first().body, u"3"_s);
    QVERIFY(page.more);
}

void TestSqlStoreEvents::answersAreLimitedInBytes()
{
    SqlStoreFixture fixture;
    fixture.settings.limits.bytesPerAnswer = 10'000;
    fixture.reopen();
    fixture.addDevice(romeo, "hash", DeviceKind::Legacy);
    for (int i = 0; i < 10; ++i) {
        Event event = message(romeo, QString::number(i));
        event.body = QString(i == 5 ? 20'000 : 2'500, u'x');
        value(fixture.store->append(event));
    }
    QList<qsizetype> sizes;
    qint64 cursor = 0;
    for (bool more = true; more;) {
        const EventPage page = value(fixture.store->eventsAfter(romeo, cursor, 100));
        QVERIFY(!page.events.isEmpty());
        sizes.append(page.events.size());
        cursor = page.events.last().seq;
        more = page.more;
    }
    QCOMPARE(sizes, (QList<qsizetype>{3, 2, 1, 3, 1})); // the large one has its own answer
    QCOMPARE(value(fixture.store->legacyMessages(romeo, 100)).size(), 3);
}

void TestSqlStoreEvents::dropsTheOldestOfAQueueWithTooManyBytes()
{
    SqlStoreFixture fixture;
    fixture.settings.limits.bytesPerAccount = 10'000;
    fixture.reopen();
    const Device device = fixture.addDevice(romeo, "hash");
    for (int round = 0; round < 2; ++round) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"queue of romeo@localhost is full"_s));
        for (int i = 1; i <= 6; ++i) {
            Event event = message(romeo, QString::number(10 * round + i));
            event.body = QString(2'500, u'x');
            value(fixture.store->append(event));
            if (i == 3)
                fixture.reopen(); // the count survives a restart
        }
        const EventPage page = value(fixture.store->eventsAfter(romeo, 0, 10));
        QCOMPARE(page.events.size(), 3);
        QCOMPARE(page.oldest, page.newest - 2);
        value(fixture.store->acknowledge(device.id, page.newest));
        QVERIFY(fixture.bodies(romeo).isEmpty());
    }
    // An event that is larger than a whole queue may be stays until the next one.
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"queue of romeo@localhost is full"_s));
    for (const QString &id : {u"large"_s, u"small"_s}) {
        Event event = message(romeo, id);
        event.body = QString(id == u"large"_s ? 50'000 : 1, u'x');
        value(fixture.store->append(event));
        QCOMPARE(value(fixture.store->eventsAfter(romeo, 0, 10)).events.size(), 1);
    }
}

void TestSqlStoreEvents::readsPagesAfterACursor_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<qsizetype>("limit");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<bool>("more");
    const QStringList all{u"1"_s, u"2"_s, u"3"_s};
    QTest::newRow("none of them") << qint64(0) << qsizetype(0) << QStringList() << true;
    QTest::newRow("negative limit") << qint64(0) << qsizetype(-1) << QStringList() << true;
    QTest::newRow("some") << qint64(0) << qsizetype(2) << all.first(2) << true;
    QTest::newRow("exactly all") << qint64(0) << qsizetype(3) << all << false;
    QTest::newRow("more than there are") << qint64(0) << qsizetype(1000) << all << false;
    QTest::newRow("from the middle") << qint64(1) << qsizetype(1) << all.sliced(1, 1) << true;
    QTest::newRow("the last") << qint64(2) << qsizetype(1) << all.last(1) << false;
    QTest::newRow("after the last") << qint64(3) << qsizetype(10) << QStringList() << false;
    QTest::newRow("far after the last") << qint64(99) << qsizetype(10) << QStringList() << false;
    QTest::newRow("before the first") << qint64(-5) << qsizetype(10) << all << false;
}

void TestSqlStoreEvents::readsPagesAfterACursor()
{
    QFETCH(const qint64, after);
    QFETCH(const qsizetype, limit);
    QFETCH(const QStringList, expected);
    QFETCH(const bool, more);
    SqlStoreFixture fixture;
    for (int i = 1; i <= 3; ++i) {
        value(fixture.store->append(message(romeo, QString::number(i))));
        value(fixture.store->append(message(juliet, u"not his "_s + QString::number(i))));
    }
    for (int reading = 0; reading < 2; ++reading) { // reading deletes nothing
        const EventPage page = value(fixture.store->eventsAfter(romeo, after, limit));
        QStringList bodies;
        for (const Event &event : page.events)
            bodies.append(event.body);
        QCOMPARE(bodies, expected);
        QCOMPARE(page.more, more);
        QCOMPARE(page.oldest, 1);
        QCOMPARE(page.newest, 3);
    }
}

void TestSqlStoreEvents::anUnknownAccountHasAnEmptyQueue()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const EventPage page = value(fixture.store->eventsAfter(romeo, 0, 10));
    QVERIFY(page.events.isEmpty() && !page.more);
    QCOMPARE(page.oldest, 1);
    QCOMPARE(page.newest, 0);
    QVERIFY(value(fixture.store->legacyMessages(romeo, 10)).isEmpty());
    value(fixture.store->acknowledgeLegacy(romeo, 5));
    value(fixture.store->acknowledge(u"no such device"_s, 5));
    QVERIFY(value(fixture.store->accounts()).isEmpty());
}

// The cache of empty queues is never out of date.
void TestSqlStoreEvents::emptyResultIsNotCachedAfterAnAppend()
{
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash", DeviceKind::Legacy);
    for (qint64 seq = 0; seq < 3; ++seq) {
        for (int i = 0; i < 2; ++i) { // once from the database, once from the cache
            QVERIFY(value(fixture.store->eventsAfter(romeo, seq, 10)).events.isEmpty());
            QVERIFY(value(fixture.store->legacyMessages(romeo, 10)).isEmpty());
        }
        // Queried before anything was committed or answered.
        const auto early = fixture.store->eventsAfter(romeo, seq, 10);
        const auto kept = fixture.store->append(message(romeo, QString::number(seq)));
        const auto page = fixture.store->eventsAfter(romeo, seq, 10);
        const auto messages = fixture.store->legacyMessages(romeo, 10);
        QVERIFY(value(early).events.isEmpty());
        QCOMPARE(value(kept).event.seq, seq + 1);
        QCOMPARE(value(page).events.size(), 1);
        QCOMPARE(value(messages).size(), 1);
        QCOMPARE(value(fixture.store->eventsAfter(romeo, seq, 10)).events.size(), 1);
        value(fixture.store->acknowledgeLegacy(romeo, seq + 1));
        QVERIFY(value(fixture.store->legacyMessages(romeo, 10)).isEmpty());
    }
}

void TestSqlStoreEvents::aCursorOnlyMovesForwardAndNotPastTheEnd_data()
{
    QTest::addColumn<DeviceKind>("kind");
    for (const auto &[name, kind] : {std::pair("v1", DeviceKind::V1), std::pair("compat", DeviceKind::Legacy)})
        QTest::newRow(name) << kind;
}

void TestSqlStoreEvents::aCursorOnlyMovesForwardAndNotPastTheEnd()
{
    QFETCH(const DeviceKind, kind);
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash", kind);
    QCOMPARE(device.cursor, 0);
    for (int i = 1; i <= 5; ++i)
        value(fixture.store->append(message(romeo, QString::number(i))));
    for (const auto &[seq, cursor] :
         {std::pair(-1, 0), std::pair(2, 2), std::pair(1, 2), std::pair(0, 2), std::pair(4, 4)}) {
        value(fixture.store->acknowledge(device.id, seq));
        QCOMPARE(value(fixture.store->findDevice("hash")).cursor, cursor);
        QCOMPARE(value(fixture.store->devices(romeo)).at(0).cursor, cursor);
        QCOMPARE(fixture.bodies(romeo).size(), 5 - cursor);
    }
    QCOMPARE(result(fixture.store->acknowledge(device.id, 99)).error().code, ProblemCode::InvalidRequest);
    fixture.reopen();
    QCOMPARE(value(fixture.store->findDevice("hash")).cursor, 4);
}

void TestSqlStoreEvents::deletesWhatEveryDeviceHasAcknowledged()
{
    SqlStoreFixture fixture;
    const Device phone = fixture.addDevice(romeo, "phone");
    const Device page = fixture.addDevice(romeo, "page");
    fixture.addDevice(romeo, "old phone", DeviceKind::Legacy);
    for (int i = 1; i <= 4; ++i)
        value(fixture.store->append(message(romeo, QString::number(i))));
    value(fixture.store->acknowledge(phone.id, 4));
    value(fixture.store->acknowledge(page.id, 3));
    QCOMPARE(fixture.bodies(romeo).size(), 4);
    value(fixture.store->acknowledgeLegacy(romeo, 2));
    QCOMPARE(fixture.bodies(romeo), (QStringList{u"3"_s, u"4"_s}));
    QCOMPARE(value(fixture.store->eventsAfter(romeo, 0, 10)).oldest, 3);
    value(fixture.store->acknowledgeLegacy(romeo, 4));
    QCOMPARE(fixture.bodies(romeo), QStringList{u"4"_s});
}

void TestSqlStoreEvents::deletesALargeQueueInSlices()
{
    constexpr int count = 1700; // some slices, and a part of one
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    for (int i = 1; i <= count; ++i)
        fixture.store->append(message(romeo, QString::number(i)));
    value(fixture.store->acknowledge(device.id, count - 1));
    QTRY_COMPARE(fixture.bodies(romeo), QStringList{QString::number(count)});
}

void TestSqlStoreEvents::removedDeviceRetainsNoEvents()
{
    SqlStoreFixture fixture;
    const Device phone = fixture.addDevice(romeo, "phone");
    const Device page = fixture.addDevice(romeo, "page");
    for (int i = 1; i <= 3; ++i)
        value(fixture.store->append(message(romeo, QString::number(i))));
    value(fixture.store->acknowledge(phone.id, 2));
    QCOMPARE(fixture.bodies(romeo).size(), 3);
    value(fixture.store->removeDevice(page.id));
    QCOMPARE(fixture.bodies(romeo), QStringList{u"3"_s});
}

static QStringList legacyBodies(SqlStoreFixture &fixture, qsizetype limit = 100)
{
    QStringList bodies;
    for (const Event &event : value(fixture.store->legacyMessages(romeo, limit)))
        bodies.append(event.body);
    return bodies;
}

void TestSqlStoreEvents::legacyMessagesAreThoseReceivedAndNotAcknowledged()
{
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash", DeviceKind::Legacy);
    value(fixture.store->enqueue(outgoing(romeo, u"sent"_s)));
    Event receipt = message(romeo, u"receipt"_s);
    receipt.type = EventType::Receipt;
    value(fixture.store->append(receipt));
    for (const QString &body : {u"a"_s, u"b"_s, u"c"_s})
        value(fixture.store->append(message(romeo, body)));
    QCOMPARE(legacyBodies(fixture), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(legacyBodies(fixture, 2), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(legacyBodies(fixture, 0), QStringList());
    value(fixture.store->acknowledgeLegacy(romeo, 4));
    QCOMPARE(legacyBodies(fixture), QStringList{u"c"_s});
    value(fixture.store->acknowledgeLegacy(romeo, 5));
    QCOMPARE(legacyBodies(fixture), QStringList());
    // A client that only sends has nothing to acknowledge; that must not fill the queue.
    for (int i = 0; i < 10; ++i)
        value(fixture.store->enqueue(outgoing(romeo, QString::number(i))));
    fixture.runRetention();
    QCOMPARE(fixture.bodies(romeo), QStringList());
    value(fixture.store->append(message(romeo, u"d"_s)));
    fixture.reopen();
    QCOMPARE(legacyBodies(fixture), QStringList{u"d"_s});
}

void TestSqlStoreEvents::legacyMessagesAreThoseWithAText()
{
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash", DeviceKind::Legacy);
    const auto add = [&fixture](const QString &id, EventType type, const QByteArray &content) {
        Event event = saying(message(romeo, id), content);
        event.type = type;
        value(fixture.store->append(event));
    };
    add(u"private"_s, EventType::Message, R"({"kind":"private"})");
    add(u"correction"_s, EventType::Correction, R"({"verified":false})");
    add(u"reaction"_s, EventType::Reaction, R"({"emojis":[]})");
    add(u"private too"_s, EventType::Message, R"({"kind":"private"})");
    add(u"text"_s, EventType::Message, {});
    QCOMPARE(legacyBodies(fixture), (QStringList{u"correction"_s, u"text"_s}));
    QCOMPARE(legacyBodies(fixture, 1), QStringList{u"correction"_s});
}

void TestSqlStoreEvents::deletesByAge()
{
    constexpr int count = 1200;
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash");
    value(fixture.store->saveAccount(juliet, "sealed"));
    for (int i = 0; i < count; ++i)
        fixture.store->append(message(romeo, u"old"_s + QString::number(i)));
    fixture.now += 29 * 24h;
    value(fixture.store->findDevice("hash"));
    value(fixture.store->append(message(romeo, u"new"_s)));
    fixture.runRetention();
    QCOMPARE(fixture.bodies(romeo).size(), count + 1);
    fixture.now += 24h;
    fixture.runRetention();
    QCOMPARE(fixture.bodies(romeo), QStringList{u"new"_s});
    QCOMPARE(value(fixture.store->eventsAfter(romeo, 0, 1)).oldest, count + 1);
}

void TestSqlStoreEvents::fullQueueDropsTheOldestAndLogsOnce()
{
    SqlStoreFixture fixture;
    fixture.settings.limits.eventsPerAccount = 3;
    fixture.reopen();
    const Device device = fixture.addDevice(romeo, "hash");
    for (int round = 0; round < 2; ++round) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"queue of romeo@localhost is full"_s));
        for (int i = 1; i <= 6; ++i)
            value(fixture.store->append(message(romeo, QString::number(10 * round + i))));
        const EventPage page = value(fixture.store->eventsAfter(romeo, 0, 10));
        QCOMPARE(page.events.size(), 3);
        QCOMPARE(page.oldest, 6 * round + 4);
        QCOMPARE(page.newest, 6 * round + 6);
        value(fixture.store->acknowledge(device.id, page.newest));
    }
}

void TestSqlStoreEvents::readsManyPagesInLinearTime()
{
    constexpr int count = 50'000;
    constexpr int pageSize = 1000;
    SqlStoreFixture fixture;
    fixture.settings.limits.waitingOperations = count + 1;
    fixture.reopen();
    fixture.addDevice(romeo, "hash");
    for (int i = 1; i <= count; ++i)
        fixture.store->append(message(romeo, QString::number(i)));
    value(fixture.store->accounts());

    QList<qint64> times; // per page
    qint64 cursor = 0;
    for (bool more = true; more;) {
        QElapsedTimer timer;
        timer.start();
        const EventPage page = value(fixture.store->eventsAfter(romeo, cursor, pageSize));
        times.append(timer.nsecsElapsed());
        QCOMPARE(page.events.size(), pageSize);
        QCOMPARE(page.events.first().seq, cursor + 1);
        QCOMPARE(page.events.last().body, QString::number(cursor + pageSize));
        cursor = page.events.last().seq;
        more = page.more;
    }
    QCOMPARE(times.size(), count / pageSize);
    // Medians, as other programs run at the same time.
    const auto median = [](QList<qint64> values) {
        std::ranges::sort(values);
        return values.at(values.size() / 2);
    };
    const qint64 first = median(times.first(15));
    const qint64 last = median(times.last(15));
    qInfo("a page of %d takes %lld us at the beginning, %lld us at the end", pageSize, first / 1000, last / 1000);
    QCOMPARE_LT(last, 3 * first);
}

QTEST_GUILESS_MAIN(TestSqlStoreEvents)
#include "tst_sqlstoreevents.moc"
