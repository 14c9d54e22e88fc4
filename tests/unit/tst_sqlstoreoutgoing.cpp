// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

class TestSqlStoreOutgoing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesEveryMemberOfAMessage();
    void enqueueAppendsAnEvent();
    void repeatedEnqueueReturnsTheFirst();
    void otherContentUnderTheSameIdIsAConflict_data();
    void otherContentUnderTheSameIdIsAConflict();
    void accountsDoNotShareIds();
    void isQueuedUntilSettled_data();
    void isQueuedUntilSettled();
    void settlesOnce();
    void settlingAnUnknownMessageDoesNothing();
    void bounceFailsTheSentMessage_data();
    void bounceFailsTheSentMessage();
    void onlyTheRecipientMayBounce_data();
    void onlyTheRecipientMayBounce();
    void readsTheQueueInPages();
    void pagesIncludeAllMessagesOfASeq();
    void markerIsSentOnce();
    void receiptAppendsNoEvent();
    void markersAndReceiptsLeaveSpaceForMessages();
    void queuedMessagesKeepTheirOrder();
    void tooManyQueuedAreRefusedUntilSomeAreSettled();
    void anUnknownStoredStateIsAnError();
    void anUnknownIdIsNotFound();
    void retentionDeletesSettledMessagesByAge();
};

void TestSqlStoreOutgoing::storesEveryMemberOfAMessage()
{
    SqlStoreFixture fixture;
    const Outgoing sent = outgoing(romeo, u"a"_s);
    QVERIFY(value(fixture.store->enqueue(sent)).isNew);
    fixture.reopen();
    const Outgoing kept = value(fixture.store->outgoing(romeo, u"a"_s));
    QCOMPARE(kept.id, sent.id);
    QCOMPARE(kept.account, sent.account);
    QCOMPARE(kept.to, sent.to);
    QCOMPARE(kept.type, sent.type);
    QCOMPARE(kept.body, sent.body);
    QCOMPARE(kept.thread, sent.thread);
    QCOMPARE(kept.time, sent.time);
    QCOMPARE(kept.seq, 1);
    QCOMPARE(kept.state, OutgoingState::Queued);
    QCOMPARE(kept.problem, QString());
}

void TestSqlStoreOutgoing::enqueueAppendsAnEvent()
{
    SqlStoreFixture fixture;
    QStringList signalNames;
    Event announced;
    connect(fixture.store.get(), &Store::appended, this, [&](const Event &event) {
        signalNames.append(u"appended"_s);
        announced = event;
    });
    connect(fixture.store.get(), &Store::enqueued, this, [&] { signalNames.append(u"enqueued"_s); });
    value(fixture.store->append(message(romeo, u"before"_s)));
    const Outgoing sent = value(fixture.store->enqueue(outgoing(romeo, u"a"_s))).message;
    QCOMPARE(signalNames, (QStringList{u"appended"_s, u"appended"_s, u"enqueued"_s}));
    QCOMPARE(sent.seq, 2);
    const Event event = value(fixture.store->eventsAfter(romeo, 1, 10)).events.at(0);
    QCOMPARE(event.seq, 2);
    QCOMPARE(event.type, EventType::Message);
    QCOMPARE(event.direction, Direction::Out);
    QCOMPARE(event.from, romeo);
    QCOMPARE(event.to, sent.to);
    QCOMPARE(event.id, u"a"_s);
    QCOMPARE(event.body, sent.body);
    QCOMPARE(event.thread, sent.thread);
    QCOMPARE(event.time, sent.time);
    QCOMPARE(announced.seq, 2);
}

void TestSqlStoreOutgoing::repeatedEnqueueReturnsTheFirst()
{
    SqlStoreFixture fixture;
    QSignalSpy enqueued(fixture.store.get(), &Store::enqueued);
    const Outgoing first = value(fixture.store->enqueue(outgoing(romeo, u"a"_s))).message;
    Outgoing again = outgoing(romeo, u"a"_s);
    again.time = again.time.addSecs(10);
    const Enqueued queued = value(fixture.store->enqueue(again));
    QVERIFY(!queued.isNew);
    QCOMPARE(queued.message.seq, first.seq);
    QCOMPARE(queued.message.time, first.time);
    QCOMPARE(queued.message.state, OutgoingState::Queued);
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    fixture.reopen();
    // Its body is deleted, but the id is still stored.
    const Enqueued sent = value(fixture.store->enqueue(again));
    QVERIFY(!sent.isNew);
    QCOMPARE(sent.message.state, OutgoingState::Sent);
    QCOMPARE(sent.message.seq, first.seq);
    QCOMPARE(enqueued.size(), 1);
    QCOMPARE(fixture.bodies(romeo).size(), 1);
}

void TestSqlStoreOutgoing::otherContentUnderTheSameIdIsAConflict_data()
{
    QTest::addColumn<Outgoing>("other");
    const auto changed = [](auto member, const auto &content) {
        Outgoing message = outgoing(romeo, u"a"_s);
        message.*member = content;
        return message;
    };
    QTest::newRow("body") << changed(&Outgoing::body, u"other"_s);
    QTest::newRow("recipient") << changed(&Outgoing::to, juliet);
    QTest::newRow("type") << changed(&Outgoing::type, u"normal"_s);
    QTest::newRow("thread") << changed(&Outgoing::thread, QString());
    Outgoing shifted = outgoing(romeo, u"a"_s);
    shifted.body.prepend(shifted.thread.back());
    shifted.thread.chop(1);
    QTest::newRow("same text, cut elsewhere") << shifted;
}

void TestSqlStoreOutgoing::otherContentUnderTheSameIdIsAConflict()
{
    QFETCH(const Outgoing, other);
    SqlStoreFixture fixture;
    for (const bool isSettled : {false, true}) {
        value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
        if (isSettled)
            value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Failed, u"xmpp-error"_s, {}, {}}));
        QSignalSpy enqueued(fixture.store.get(), &Store::enqueued);
        const auto refused = result(fixture.store->enqueue(other));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::Conflict);
        QCOMPARE(enqueued.size(), 0);
        QCOMPARE(fixture.bodies(romeo), QStringList{u"body of a"_s});
    }
}

void TestSqlStoreOutgoing::accountsDoNotShareIds()
{
    SqlStoreFixture fixture;
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    QVERIFY(value(fixture.store->enqueue(outgoing(juliet, u"a"_s))).isNew);
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    QCOMPARE(value(fixture.store->outgoing(juliet, u"a"_s)).state, OutgoingState::Queued);
}

void TestSqlStoreOutgoing::isQueuedUntilSettled_data()
{
    QTest::addColumn<OutgoingState>("state");
    QTest::addColumn<QString>("problem");
    QTest::newRow("sent") << OutgoingState::Sent << QString();
    QTest::newRow("failed") << OutgoingState::Failed << u"xmpp-error"_s;
}

void TestSqlStoreOutgoing::isQueuedUntilSettled()
{
    QFETCH(const OutgoingState, state);
    QFETCH(const QString, problem);
    SqlStoreFixture fixture;
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    value(fixture.store->enqueue(outgoing(romeo, u"b"_s)));
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Queued, {}, {}, {}}));
    QCOMPARE(value(fixture.store->queuedOutgoing(romeo)).size(), 2);

    QSignalSpy settled(fixture.store.get(), &Store::settled);
    value(fixture.store->settle(romeo, u"a"_s, {state, problem, {}, {}}));
    QCOMPARE(settled.size(), 1);
    const auto announced = settled.at(0).at(0).value<Outgoing>();
    const Outgoing kept = value(fixture.store->outgoing(romeo, u"a"_s));
    for (const Outgoing &message : {announced, kept}) {
        QCOMPARE(message.id, u"a"_s);
        QCOMPARE(message.account, romeo);
        QCOMPARE(message.seq, 1);
        QCOMPARE(message.state, state);
        QCOMPARE(message.problem, problem);
        QCOMPARE(message.body, QString());
    }
    const QList<Outgoing> queued = value(fixture.store->queuedOutgoing(romeo));
    QCOMPARE(queued.size(), 1);
    QCOMPARE(queued.at(0).id, u"b"_s);
    QCOMPARE(queued.at(0).body, u"body of b"_s);
}

void TestSqlStoreOutgoing::settlesOnce()
{
    SqlStoreFixture fixture;
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    QSignalSpy settled(fixture.store.get(), &Store::settled);
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Failed, u"timeout"_s, {}, {}}));
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    QCOMPARE(settled.size(), 0);
    QCOMPARE(value(fixture.store->outgoing(romeo, u"a"_s)).state, OutgoingState::Sent);
    QCOMPARE(value(fixture.store->outgoing(romeo, u"a"_s)).problem, QString());
}

void TestSqlStoreOutgoing::settlingAnUnknownMessageDoesNothing()
{
    SqlStoreFixture fixture;
    QSignalSpy settled(fixture.store.get(), &Store::settled);
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    value(fixture.store->settle(romeo, u"b"_s, {OutgoingState::Sent, {}, {}, {}}));
    QCOMPARE(settled.size(), 0);
    QCOMPARE(value(fixture.store->queuedOutgoing(romeo)).size(), 1);
}

static Bounce bounceOf(const QString &from)
{
    return {romeo, u"a"_s, Jid::fromServer(from), u"remote-server-not-found"_s, u"no such host"_s};
}

void TestSqlStoreOutgoing::bounceFailsTheSentMessage_data()
{
    QTest::addColumn<bool>("isSent");
    QTest::newRow("sent before") << true;
    QTest::newRow("not acknowledged yet") << false;
}

void TestSqlStoreOutgoing::bounceFailsTheSentMessage()
{
    QFETCH(const bool, isSent);
    SqlStoreFixture fixture;
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    if (isSent)
        value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    fixture.reopen();
    QSignalSpy settled(fixture.store.get(), &Store::settled);
    value(fixture.store->bounce(bounceOf(u"nurse@localhost"_s)));
    QCOMPARE(settled.size(), 1);
    Bounce again = bounceOf(u"nurse@localhost"_s);
    again.condition = u"gone"_s;
    value(fixture.store->bounce(again));
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    QCOMPARE(settled.size(), 1);
    const auto announced = settled.at(0).at(0).value<Outgoing>();
    fixture.reopen();
    for (const Outgoing &message : {announced, value(fixture.store->outgoing(romeo, u"a"_s))}) {
        QCOMPARE(message.state, OutgoingState::Failed);
        QCOMPARE(message.problem, u"xmpp-error"_s);
        QCOMPARE(message.condition, u"remote-server-not-found"_s);
        QCOMPARE(message.detail, u"no such host"_s);
    }
    QVERIFY(value(fixture.store->queuedOutgoing(romeo)).isEmpty());
}

void TestSqlStoreOutgoing::onlyTheRecipientMayBounce_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("from");
    QTest::addColumn<bool>("isBelieved");
    const QString bare = u"juliet@example.org"_s;
    const QString full = u"juliet@example.org/balcony"_s;
    QTest::newRow("the recipient") << bare << bare << true;
    QTest::newRow("a client of the recipient's") << bare << full << true;
    QTest::newRow("the recipient's server") << bare << u"example.org"_s << true;
    QTest::newRow("one's own server") << bare << romeo.domain() << true;
    QTest::newRow("one's own server, for the account") << bare << romeo.toString() << true;
    QTest::newRow("the full recipient") << full << full << true;
    QTest::newRow("the bare of a full recipient") << full << bare << true;
    QTest::newRow("another occupant") << full << u"juliet@example.org/nurse"_s << false;
    QTest::newRow("somebody else") << bare << u"tybalt@example.org"_s << false;
    QTest::newRow("another server") << bare << u"evil.example"_s << false;
    QTest::newRow("a neighbour") << bare << u"tybalt@"_s + romeo.domain() << false;
}

void TestSqlStoreOutgoing::onlyTheRecipientMayBounce()
{
    QFETCH(const QString, to);
    QFETCH(const QString, from);
    QFETCH(const bool, isBelieved);
    SqlStoreFixture fixture;
    Outgoing message = outgoing(romeo, u"a"_s);
    message.to = Jid::fromServer(to);
    value(fixture.store->enqueue(message));
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    value(fixture.store->bounce(bounceOf(from)));
    QCOMPARE(value(fixture.store->outgoing(romeo, u"a"_s)).state,
             isBelieved ? OutgoingState::Failed : OutgoingState::Sent);
}

void TestSqlStoreOutgoing::readsTheQueueInPages()
{
    SqlStoreFixture fixture;
    for (int i = 0; i < 5; ++i) {
        Outgoing message = outgoing(romeo, QString::number(i));
        message.body = QString(100, u'x');
        value(fixture.store->enqueue(message));
    }
    const auto ids = [&](const OutgoingPage &page) {
        QStringList found;
        for (const Outgoing &message : value(fixture.store->queuedOutgoing(romeo, page)))
            found += message.id;
        return found;
    };
    QCOMPARE(ids({2, 1'000}), (QStringList{u"0"_s, u"1"_s}));
    const Outgoing second = value(fixture.store->outgoing(romeo, u"1"_s));
    QCOMPARE(ids({2, 1'000, OutgoingPosition::of(second)}), (QStringList{u"2"_s, u"3"_s}));
    QCOMPARE(ids({10, 250}), (QStringList{u"0"_s, u"1"_s, u"2"_s}));
    QCOMPARE(ids({10, 1}), QStringList{u"0"_s});
    value(fixture.store->settle(romeo, u"0"_s, {OutgoingState::Sent, {}, {}, {}}));
    QCOMPARE(ids({2, 1'000}), (QStringList{u"1"_s, u"2"_s}));
}

static Outgoing notice(QLatin1StringView type, const QString &id, const QString &about);

// Receipts have no seq of their own.
void TestSqlStoreOutgoing::pagesIncludeAllMessagesOfASeq()
{
    SqlStoreFixture fixture;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList all;
    for (int i = 0; i < 7; ++i) {
        Outgoing receipt = notice(receiptType, u"r%1"_s.arg(i), u"m%1"_s.arg(i));
        receipt.time = now.addMSecs(i / 3);
        value(fixture.store->enqueue(receipt));
        all += receipt.id;
    }
    QStringList read;
    OutgoingPage page{2, 1'000, {}};
    for (;;) {
        const QList<Outgoing> messages = value(fixture.store->queuedOutgoing(romeo, page));
        if (messages.isEmpty())
            break;
        for (const Outgoing &message : messages)
            read += message.id;
        page.after = OutgoingPosition::of(messages.last());
        QVERIFY(read.size() <= all.size());
    }
    QCOMPARE(read, all);
}

static Outgoing notice(QLatin1StringView type, const QString &id, const QString &about)
{
    Outgoing notice = outgoing(romeo, id);
    notice.type = type;
    notice.body = about;
    return notice;
}

void TestSqlStoreOutgoing::markerIsSentOnce()
{
    SqlStoreFixture fixture;
    QSignalSpy appended(fixture.store.get(), &Store::appended);
    QSignalSpy enqueued(fixture.store.get(), &Store::enqueued);
    QVERIFY(value(fixture.store->enqueue(notice(markerType, u"k1"_s, u"m1"_s))).isNew);
    QVERIFY(!value(fixture.store->enqueue(notice(markerType, u"k2"_s, u"m1"_s))).isNew);
    QCOMPARE(appended.size(), 1);
    QCOMPARE(enqueued.size(), 1);
    const auto event = appended.at(0).at(0).value<Event>();
    QCOMPARE(event.type, EventType::Marker);
    QCOMPARE(event.direction, Direction::Out);
    QCOMPARE(event.id, u"m1"_s);
    QCOMPARE(event.body, QString());
    fixture.reopen();
    const QList<Outgoing> queued = value(fixture.store->queuedOutgoing(romeo));
    QCOMPARE(queued.size(), 1);
    QCOMPARE(queued.first().type, markerType);
    QCOMPARE(queued.first().body, u"m1"_s);
    QCOMPARE(result(fixture.store->outgoing(romeo, u"k1"_s)).error().code, ProblemCode::NotFound);
    value(fixture.store->settle(romeo, u"k1"_s, {OutgoingState::Sent, {}, {}, {}}));
    QVERIFY(value(fixture.store->queuedOutgoing(romeo)).isEmpty());
    QVERIFY(value(fixture.store->enqueue(notice(receiptType, u"k1"_s, u"m2"_s))).isNew); // its row is deleted
}

void TestSqlStoreOutgoing::receiptAppendsNoEvent()
{
    SqlStoreFixture fixture;
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    QSignalSpy appended(fixture.store.get(), &Store::appended);
    value(fixture.store->enqueue(notice(receiptType, u"r1"_s, u"m1"_s)));
    value(fixture.store->enqueue(outgoing(romeo, u"b"_s)));
    QCOMPARE(appended.size(), 1);
    QCOMPARE(appended.at(0).at(0).value<Event>().seq, 2); // no gap
    QStringList ids;
    for (const Outgoing &message : value(fixture.store->queuedOutgoing(romeo)))
        ids += message.id;
    QCOMPARE(ids, (QStringList{u"a"_s, u"r1"_s, u"b"_s}));
}

void TestSqlStoreOutgoing::markersAndReceiptsLeaveSpaceForMessages()
{
    SqlStoreFixture fixture;
    fixture.settings.limits.queuedOutgoing = 4;
    fixture.reopen();
    for (int i = 0; i < 2; ++i)
        value(fixture.store->enqueue(notice(receiptType, QString::number(i), u"m"_s + QString::number(i))));
    QCOMPARE(result(fixture.store->enqueue(notice(receiptType, u"r"_s, u"m"_s))).error().code,
             ProblemCode::TooManyRequests);
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    value(fixture.store->enqueue(outgoing(romeo, u"b"_s)));
    QCOMPARE(result(fixture.store->enqueue(outgoing(romeo, u"c"_s))).error().code, ProblemCode::TooManyRequests);
}

void TestSqlStoreOutgoing::queuedMessagesKeepTheirOrder()
{
    SqlStoreFixture fixture;
    const QStringList ids{u"z"_s, u"a"_s, u"10"_s, u"9"_s};
    for (const QString &id : ids)
        value(fixture.store->enqueue(outgoing(romeo, id)));
    fixture.reopen();
    QStringList queued;
    for (const Outgoing &message : value(fixture.store->queuedOutgoing(romeo)))
        queued.append(message.id);
    QCOMPARE(queued, ids);
    QVERIFY(value(fixture.store->queuedOutgoing(juliet)).isEmpty());
}

void TestSqlStoreOutgoing::tooManyQueuedAreRefusedUntilSomeAreSettled()
{
    SqlStoreFixture fixture;
    fixture.settings.limits.queuedOutgoing = 2;
    fixture.reopen();
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    value(fixture.store->enqueue(outgoing(romeo, u"b"_s)));
    for (int round = 0; round < 2; ++round) {
        const auto refused = result(fixture.store->enqueue(outgoing(romeo, u"c"_s)));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::TooManyRequests);
        QVERIFY(refused.error().retryAfter > 0s);
        fixture.reopen();
    }
    QVERIFY(!value(fixture.store->enqueue(outgoing(romeo, u"a"_s))).isNew); // it was accepted before
    QVERIFY(value(fixture.store->enqueue(outgoing(juliet, u"a"_s))).isNew);
    value(fixture.store->settle(romeo, u"a"_s, {OutgoingState::Sent, {}, {}, {}}));
    QVERIFY(value(fixture.store->enqueue(outgoing(romeo, u"c"_s))).isNew);
    QCOMPARE(fixture.bodies(romeo).size(), 3);
}

// It must not be taken for a message that failed.
void TestSqlStoreOutgoing::anUnknownStoredStateIsAnError()
{
    SqlStoreFixture fixture;
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    fixture.change(u"UPDATE outgoing SET state = 'teleported'"_s);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"column state holds “teleported”"_s));
    const auto read = result(fixture.store->outgoing(romeo, u"a"_s));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ProblemCode::StorageUnavailable);
}

void TestSqlStoreOutgoing::anUnknownIdIsNotFound()
{
    SqlStoreFixture fixture;
    QCOMPARE(result(fixture.store->outgoing(romeo, u"a"_s)).error().code, ProblemCode::NotFound);
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    QCOMPARE(result(fixture.store->outgoing(romeo, u"b"_s)).error().code, ProblemCode::NotFound);
    QCOMPARE(result(fixture.store->outgoing(juliet, u"a"_s)).error().code, ProblemCode::NotFound);
}

void TestSqlStoreOutgoing::retentionDeletesSettledMessagesByAge()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    for (const QString &id : {u"sent"_s, u"failed"_s, u"queued"_s}) {
        Outgoing message = outgoing(romeo, id);
        message.time = fixture.now;
        value(fixture.store->enqueue(message));
    }
    value(fixture.store->settle(romeo, u"sent"_s, {OutgoingState::Sent, {}, {}, {}}));
    value(fixture.store->settle(romeo, u"failed"_s, {OutgoingState::Failed, {}, {}, {}}));
    fixture.now += 29 * 24h;
    value(fixture.store->findDevice("hash"));
    fixture.runRetention();
    QCOMPARE(value(fixture.store->outgoing(romeo, u"sent"_s)).state, OutgoingState::Sent);
    fixture.now += 2 * 24h;
    fixture.runRetention();
    QCOMPARE(result(fixture.store->outgoing(romeo, u"sent"_s)).error().code, ProblemCode::NotFound);
    QCOMPARE(result(fixture.store->outgoing(romeo, u"failed"_s)).error().code, ProblemCode::NotFound);
    QCOMPARE(value(fixture.store->outgoing(romeo, u"queued"_s)).body, u"body of queued"_s);
}

QTEST_GUILESS_MAIN(TestSqlStoreOutgoing)
#include "tst_sqlstoreoutgoing.moc"
