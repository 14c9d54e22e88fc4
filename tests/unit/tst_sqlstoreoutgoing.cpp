// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

class TestSqlStoreOutgoing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryMemberOfAMessage();
    void enqueueAppendsTheEventThatTellsOfIt();
    void theSameAgainAnswersTheFirst();
    void otherContentUnderTheSameIdIsAConflict_data();
    void otherContentUnderTheSameIdIsAConflict();
    void accountsDoNotShareIds();
    void isQueuedUntilSettled_data();
    void isQueuedUntilSettled();
    void settlesOnce();
    void settlingTheUnknownDoesNothing();
    void queuedMessagesKeepTheirOrder();
    void tooManyQueuedAreRefusedUntilSomeAreSettled();
    void anUnknownIdIsNotFound();
    void tidyForgetsSettledMessagesByAge();
};

void TestSqlStoreOutgoing::keepsEveryMemberOfAMessage()
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

void TestSqlStoreOutgoing::enqueueAppendsTheEventThatTellsOfIt()
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

void TestSqlStoreOutgoing::theSameAgainAnswersTheFirst()
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
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Sent));
    fixture.reopen();
    // Its body is gone, but it is known.
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
            value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Failed, u"xmpp-error"_s));
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
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Sent));
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
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Queued));
    QCOMPARE(value(fixture.store->queuedOutgoing(romeo)).size(), 2);

    QSignalSpy settled(fixture.store.get(), &Store::settled);
    value(fixture.store->settle(romeo, u"a"_s, state, problem));
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
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Sent));
    QSignalSpy settled(fixture.store.get(), &Store::settled);
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Failed, u"timeout"_s));
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Sent));
    QCOMPARE(settled.size(), 0);
    QCOMPARE(value(fixture.store->outgoing(romeo, u"a"_s)).state, OutgoingState::Sent);
    QCOMPARE(value(fixture.store->outgoing(romeo, u"a"_s)).problem, QString());
}

void TestSqlStoreOutgoing::settlingTheUnknownDoesNothing()
{
    SqlStoreFixture fixture;
    QSignalSpy settled(fixture.store.get(), &Store::settled);
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Sent));
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    value(fixture.store->settle(romeo, u"b"_s, OutgoingState::Sent));
    QCOMPARE(settled.size(), 0);
    QCOMPARE(value(fixture.store->queuedOutgoing(romeo)).size(), 1);
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
    QVERIFY(!value(fixture.store->enqueue(outgoing(romeo, u"a"_s))).isNew); // that one was accepted before
    QVERIFY(value(fixture.store->enqueue(outgoing(juliet, u"a"_s))).isNew);
    value(fixture.store->settle(romeo, u"a"_s, OutgoingState::Sent));
    QVERIFY(value(fixture.store->enqueue(outgoing(romeo, u"c"_s))).isNew);
    QCOMPARE(fixture.bodies(romeo).size(), 3);
}

void TestSqlStoreOutgoing::anUnknownIdIsNotFound()
{
    SqlStoreFixture fixture;
    QCOMPARE(result(fixture.store->outgoing(romeo, u"a"_s)).error().code, ProblemCode::NotFound);
    value(fixture.store->enqueue(outgoing(romeo, u"a"_s)));
    QCOMPARE(result(fixture.store->outgoing(romeo, u"b"_s)).error().code, ProblemCode::NotFound);
    QCOMPARE(result(fixture.store->outgoing(juliet, u"a"_s)).error().code, ProblemCode::NotFound);
}

void TestSqlStoreOutgoing::tidyForgetsSettledMessagesByAge()
{
    SqlStoreFixture fixture;
    const Device device = fixture.addDevice(romeo, "hash");
    for (const QString &id : {u"sent"_s, u"failed"_s, u"queued"_s}) {
        Outgoing message = outgoing(romeo, id);
        message.time = fixture.now;
        value(fixture.store->enqueue(message));
    }
    value(fixture.store->settle(romeo, u"sent"_s, OutgoingState::Sent));
    value(fixture.store->settle(romeo, u"failed"_s, OutgoingState::Failed));
    fixture.now += 29 * 24h;
    value(fixture.store->findDevice("hash"));
    fixture.tidy();
    QCOMPARE(value(fixture.store->outgoing(romeo, u"sent"_s)).state, OutgoingState::Sent);
    fixture.now += 2 * 24h;
    fixture.tidy();
    QCOMPARE(result(fixture.store->outgoing(romeo, u"sent"_s)).error().code, ProblemCode::NotFound);
    QCOMPARE(result(fixture.store->outgoing(romeo, u"failed"_s)).error().code, ProblemCode::NotFound);
    QCOMPARE(value(fixture.store->outgoing(romeo, u"queued"_s)).body, u"body of queued"_s);
}

QTEST_GUILESS_MAIN(TestSqlStoreOutgoing)
#include "tst_sqlstoreoutgoing.moc"
