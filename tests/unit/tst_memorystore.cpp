// SPDX-License-Identifier: GPL-3.0-or-later
#include <memorystore.h>

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static const Jid romeo = Jid::fromServer(u"romeo@localhost"_s);
static const Jid juliet = Jid::fromServer(u"juliet@localhost"_s);

class TestMemoryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsADeviceByItsTokenHash();
    void anUnknownTokenIsNoDevice();
    void tooManyTokensCostTheOldestOfThatAccount();
    void appendGivesAscendingSeqPerAccount();
    void appendAnnouncesWhatItKept();
    void pendingEventsComeOldestFirstAndLimited_data();
    void pendingEventsComeOldestFirstAndLimited();
    void readingTakesNothingAway();
    void acknowledgeTakesOffUpToAndIncluding_data();
    void acknowledgeTakesOffUpToAndIncluding();
    void seqGoesOnAfterAcknowledge();
    void aFullQueueLosesItsOldestAndSaysSoOncePerOverflow();
    void outgoingIsQueuedUntilSettled_data();
    void outgoingIsQueuedUntilSettled();
    void outgoingKeepsItsOrderAndItsAccount();
    void tooMuchWaitingIsRefused();
    void settlingTheUnknownDoesNothing();
    void theNewestSubscriptionCounts();
    void anUnknownAccountHasNothing();
    void removeAccountForgetsAllOfItAndNothingElse();
    void removingAnUnknownAccountAnnouncesNothing();
    void anAccountMayBeRemovedFromWithinAnAnnouncement();
};

// Answers of this store are ready at once.
template<typename T>
static T value(const Store::Answer<T> &answer)
{
    if (!answer.isFinished())
        qFatal("a MemoryStore answers at once");
    const Result<T> result = answer.result();
    if (!result)
        qFatal("a MemoryStore does not fail");
    return *result;
}

static Event message(const Jid &account, const QString &body)
{
    Event event;
    event.account = account;
    event.time = QDateTime::currentDateTimeUtc();
    event.from = Jid::fromServer(u"nurse@localhost/garden"_s);
    event.to = account;
    event.body = body;
    return event;
}

static Outgoing outgoing(const Jid &account, const QString &id)
{
    return {id, account, juliet, u"body of "_s + id, QDateTime::currentDateTimeUtc(), OutgoingState::Queued};
}

static QStringList bodies(MemoryStore &store, const Jid &account, qsizetype limit = 1000)
{
    QStringList result;
    for (const Event &event : value(store.pendingEvents(account, limit)))
        result.append(event.body);
    return result;
}

static QStringList queuedIds(MemoryStore &store, const Jid &account)
{
    QStringList result;
    for (const Outgoing &message : value(store.queuedOutgoing(account)))
        result.append(message.id);
    return result;
}

void TestMemoryStore::findsADeviceByItsTokenHash()
{
    MemoryStore store;
    const Device first = value(store.addDevice(romeo, "hash 1"));
    const Device second = value(store.addDevice(romeo, "hash 2"));
    const Device other = value(store.addDevice(juliet, "hash 3"));
    QVERIFY(first.id != 0 && second.id != 0 && other.id != 0);
    QVERIFY(first.id != second.id && second.id != other.id && first.id != other.id);
    QCOMPARE(value(store.findDevice("hash 1")).id, first.id);
    QCOMPARE(value(store.findDevice("hash 1")).account, romeo);
    QCOMPARE(value(store.findDevice("hash 3")).account, juliet);
    QCOMPARE(value(store.findDevice("hash 2")).created, second.created);
    QCOMPARE(second.created.timeSpec(), Qt::UTC);
}

void TestMemoryStore::anUnknownTokenIsNoDevice()
{
    MemoryStore store;
    value(store.addDevice(romeo, "hash"));
    for (const char *hash : {"", "has", "hashh", "HASH"})
        QCOMPARE(value(store.findDevice(hash)).id, 0);
}

void TestMemoryStore::tooManyTokensCostTheOldestOfThatAccount()
{
    MemoryStore store;
    value(store.addDevice(juliet, "juliet's"));
    for (qsizetype i = 0; i < MemoryStore::maxDevices + 2; ++i)
        value(store.addDevice(romeo, QByteArray::number(i)));
    QCOMPARE(value(store.findDevice("0")).id, 0);
    QCOMPARE(value(store.findDevice("1")).id, 0);
    QVERIFY(value(store.findDevice("2")).id != 0);
    QVERIFY(value(store.findDevice(QByteArray::number(MemoryStore::maxDevices + 1))).id != 0);
    QVERIFY(value(store.findDevice("juliet's")).id != 0);
}

void TestMemoryStore::appendGivesAscendingSeqPerAccount()
{
    MemoryStore store;
    qint64 last = 0;
    for (int i = 0; i < 5; ++i) {
        const qint64 seq = value(store.append(message(romeo, u"to romeo"_s))).seq;
        QVERIFY(seq > last);
        last = seq;
        value(store.append(message(juliet, u"to juliet"_s)));
    }
    // Whatever seq the caller had in it.
    Event event = message(romeo, u"again"_s);
    event.seq = 1;
    QVERIFY(value(store.append(event)).seq > last);
}

void TestMemoryStore::appendAnnouncesWhatItKept()
{
    MemoryStore store;
    qsizetype pendingWhenAnnounced = -1;
    connect(&store, &Store::appended, this, [&] { pendingWhenAnnounced = bodies(store, romeo).size(); });
    QSignalSpy appended(&store, &Store::appended);
    const Event kept = value(store.append(message(romeo, u"Wherefore?"_s)));
    QCOMPARE(appended.size(), 1);
    const auto announced = appended.first().first().value<Event>();
    QCOMPARE(announced.seq, kept.seq);
    QCOMPARE(announced.body, u"Wherefore?"_s);
    QCOMPARE(announced.account, romeo);
    QCOMPARE(pendingWhenAnnounced, 1); // it is kept before it is announced
}

void TestMemoryStore::pendingEventsComeOldestFirstAndLimited_data()
{
    QTest::addColumn<qsizetype>("limit");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("none") << qsizetype(0) << QStringList();
    QTest::newRow("some") << qsizetype(2) << QStringList{u"1"_s, u"2"_s};
    QTest::newRow("all") << qsizetype(3) << QStringList{u"1"_s, u"2"_s, u"3"_s};
    QTest::newRow("more than there are") << qsizetype(1000) << QStringList{u"1"_s, u"2"_s, u"3"_s};
}

void TestMemoryStore::pendingEventsComeOldestFirstAndLimited()
{
    QFETCH(const qsizetype, limit);
    QFETCH(const QStringList, expected);
    MemoryStore store;
    for (int i = 1; i <= 3; ++i) {
        value(store.append(message(romeo, QString::number(i))));
        value(store.append(message(juliet, u"not his"_s)));
    }
    QCOMPARE(bodies(store, romeo, limit), expected);
}

void TestMemoryStore::readingTakesNothingAway()
{
    MemoryStore store;
    value(store.append(message(romeo, u"1"_s)));
    QCOMPARE(bodies(store, romeo), QStringList(u"1"_s));
    QCOMPARE(bodies(store, romeo), QStringList(u"1"_s));
}

void TestMemoryStore::acknowledgeTakesOffUpToAndIncluding_data()
{
    QTest::addColumn<int>("index"); // of the acknowledged event
    QTest::addColumn<qint64>("offset"); // added to its seq
    QTest::addColumn<QStringList>("left");
    const QStringList all{u"1"_s, u"2"_s, u"3"_s};
    QTest::newRow("before the first") << 0 << qint64(-1) << all;
    QTest::newRow("the first") << 0 << qint64(0) << all.sliced(1);
    QTest::newRow("the second") << 1 << qint64(0) << all.sliced(2);
    QTest::newRow("the last") << 2 << qint64(0) << QStringList();
    QTest::newRow("past the last") << 2 << qint64(1'000'000) << QStringList();
}

void TestMemoryStore::acknowledgeTakesOffUpToAndIncluding()
{
    QFETCH(const int, index);
    QFETCH(const qint64, offset);
    QFETCH(const QStringList, left);
    MemoryStore store;
    QList<qint64> seqs;
    for (int i = 1; i <= 3; ++i) {
        seqs.append(value(store.append(message(romeo, QString::number(i)))).seq);
        value(store.append(message(juliet, QString::number(i))));
    }
    QVERIFY(store.acknowledge(romeo, seqs.at(index) + offset).result());
    QCOMPARE(bodies(store, romeo), left);
    QVERIFY(store.acknowledge(romeo, seqs.at(index) + offset).result());
    QCOMPARE(bodies(store, romeo), left);
    QCOMPARE(bodies(store, juliet).size(), 3);
}

// A cursor a client kept must never match a newer event.
void TestMemoryStore::seqGoesOnAfterAcknowledge()
{
    MemoryStore store;
    const qint64 first = value(store.append(message(romeo, u"1"_s))).seq;
    QVERIFY(store.acknowledge(romeo, first).result());
    QVERIFY(value(store.append(message(romeo, u"2"_s))).seq > first);
    QCOMPARE(bodies(store, romeo), QStringList(u"2"_s));
}

static int warnings = 0;

static void countWarnings(QtMsgType type, const QMessageLogContext &context, const QString &)
{
    if (type == QtWarningMsg && QLatin1StringView(context.category) == "webjabber.store"_L1)
        ++warnings;
}

void TestMemoryStore::aFullQueueLosesItsOldestAndSaysSoOncePerOverflow()
{
    MemoryStore store;
    warnings = 0;
    const auto before = qInstallMessageHandler(countWarnings);
    const auto restore = qScopeGuard([before] { qInstallMessageHandler(before); });

    qint64 last = 0;
    for (std::size_t i = 0; i < MemoryStore::maxPendingEvents; ++i)
        last = value(store.append(message(romeo, QString::number(i)))).seq;
    QCOMPARE(warnings, 0);
    QCOMPARE(bodies(store, romeo, 1), QStringList(u"0"_s));
    for (int i = 0; i < 3; ++i)
        last = value(store.append(message(romeo, u"more"_s))).seq;
    QCOMPARE(warnings, 1);
    QCOMPARE(bodies(store, romeo, 1), QStringList(u"3"_s));
    const auto pending = value(store.pendingEvents(romeo, std::numeric_limits<qsizetype>::max()));
    QCOMPARE(std::size_t(pending.size()), MemoryStore::maxPendingEvents);
    QCOMPARE(pending.last().seq, last);

    QVERIFY(store.acknowledge(romeo, pending.first().seq).result());
    value(store.append(message(romeo, u"more"_s))); // fills the place made
    QCOMPARE(warnings, 1);
    value(store.append(message(romeo, u"more"_s)));
    QCOMPARE(warnings, 2);
}

void TestMemoryStore::outgoingIsQueuedUntilSettled_data()
{
    QTest::addColumn<OutgoingState>("state");
    QTest::addColumn<bool>("queued");
    QTest::newRow("queued") << OutgoingState::Queued << true;
    QTest::newRow("sent") << OutgoingState::Sent << false;
    QTest::newRow("failed") << OutgoingState::Failed << false;
}

void TestMemoryStore::outgoingIsQueuedUntilSettled()
{
    QFETCH(const OutgoingState, state);
    QFETCH(const bool, queued);
    MemoryStore store;
    QSignalSpy enqueued(&store, &Store::enqueued);
    const Outgoing accepted = value(store.enqueue(outgoing(romeo, u"a"_s)));
    QCOMPARE(accepted.id, u"a"_s);
    QCOMPARE(accepted.state, OutgoingState::Queued);
    QCOMPARE(enqueued.size(), 1);
    QCOMPARE(enqueued.first().first().value<Outgoing>().body, u"body of a"_s);
    QVERIFY(store.settle(romeo, u"a"_s, state).result());
    QCOMPARE(queuedIds(store, romeo).contains(u"a"_s), queued);
}

void TestMemoryStore::outgoingKeepsItsOrderAndItsAccount()
{
    MemoryStore store;
    for (const char16_t *id : {u"a", u"b", u"c"})
        value(store.enqueue(outgoing(romeo, QString::fromUtf16(id))));
    value(store.enqueue(outgoing(juliet, u"b"_s)));
    QCOMPARE(queuedIds(store, romeo), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QVERIFY(store.settle(romeo, u"b"_s, OutgoingState::Sent).result());
    QCOMPARE(queuedIds(store, romeo), (QStringList{u"a"_s, u"c"_s}));
    QCOMPARE(queuedIds(store, juliet), QStringList(u"b"_s));
}

void TestMemoryStore::tooMuchWaitingIsRefused()
{
    MemoryStore store;
    for (std::size_t i = 0; i < MemoryStore::maxQueuedOutgoing; ++i)
        value(store.enqueue(outgoing(romeo, QString::number(i))));
    const auto refused = store.enqueue(outgoing(romeo, u"one more"_s)).result();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ProblemCode::TooManyRequests);
    QVERIFY(refused.error().retryAfter.count() > 0);
    value(store.enqueue(outgoing(juliet, u"another's"_s)));
    QVERIFY(store.settle(romeo, u"0"_s, OutgoingState::Sent).result());
    value(store.enqueue(outgoing(romeo, u"one more"_s)));
}

void TestMemoryStore::settlingTheUnknownDoesNothing()
{
    MemoryStore store;
    value(store.enqueue(outgoing(romeo, u"a"_s)));
    QVERIFY(store.settle(romeo, u"b"_s, OutgoingState::Sent).result());
    QVERIFY(store.settle(juliet, u"a"_s, OutgoingState::Sent).result());
    QCOMPARE(queuedIds(store, romeo), QStringList(u"a"_s));
    QVERIFY(queuedIds(store, juliet).isEmpty());
}

void TestMemoryStore::theNewestSubscriptionCounts()
{
    MemoryStore store;
    QSignalSpy saved(&store, &Store::subscriptionSaved);
    QVERIFY(store.saveSubscription({romeo, u"simplepush"_s, QUrl(u"https://push.example/1"_s), false}).result());
    QVERIFY(store.saveSubscription({romeo, u"simplepush"_s, QUrl(u"https://push.example/2"_s), true}).result());
    const PushSubscription subscription = value(store.subscription(romeo));
    QCOMPARE(subscription.endpoint, QUrl(u"https://push.example/2"_s));
    QCOMPARE(subscription.account, romeo);
    QVERIFY(subscription.wantsPresence);
    QCOMPARE(saved.size(), 2);
    QCOMPARE(saved.last().first().value<PushSubscription>().endpoint, subscription.endpoint);
}

void TestMemoryStore::anUnknownAccountHasNothing()
{
    MemoryStore store;
    QVERIFY(bodies(store, romeo).isEmpty());
    QVERIFY(queuedIds(store, romeo).isEmpty());
    QVERIFY(value(store.subscription(romeo)).endpoint.isEmpty());
    QVERIFY(store.acknowledge(romeo, 1).result());
}

void TestMemoryStore::removeAccountForgetsAllOfItAndNothingElse()
{
    MemoryStore store;
    for (const Jid &account : {romeo, juliet}) {
        value(store.addDevice(account, account.toString().toUtf8()));
        value(store.append(message(account, u"1"_s)));
        value(store.enqueue(outgoing(account, u"a"_s)));
        QVERIFY(store.saveSubscription({account, u"simplepush"_s, QUrl(u"https://push.example/"_s), false}).result());
    }
    QSignalSpy removed(&store, &Store::accountRemoved);
    QVERIFY(store.removeAccount(romeo).result());
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<Jid>(), romeo);
    QCOMPARE(value(store.findDevice("romeo@localhost")).id, 0);
    QVERIFY(bodies(store, romeo).isEmpty());
    QVERIFY(queuedIds(store, romeo).isEmpty());
    QVERIFY(value(store.subscription(romeo)).endpoint.isEmpty());

    QVERIFY(value(store.findDevice("juliet@localhost")).id != 0);
    QCOMPARE(bodies(store, juliet), QStringList(u"1"_s));
    QCOMPARE(queuedIds(store, juliet), QStringList(u"a"_s));
    QVERIFY(!value(store.subscription(juliet)).endpoint.isEmpty());
}

void TestMemoryStore::removingAnUnknownAccountAnnouncesNothing()
{
    MemoryStore store;
    QSignalSpy removed(&store, &Store::accountRemoved);
    QVERIFY(store.removeAccount(romeo).result());
    QVERIFY(removed.isEmpty());
}

void TestMemoryStore::anAccountMayBeRemovedFromWithinAnAnnouncement()
{
    MemoryStore store;
    connect(&store, &Store::appended, this, [&](const Event &event) { store.removeAccount(event.account); });
    connect(&store, &Store::enqueued, this, [&](const Outgoing &message) { store.removeAccount(message.account); });
    QCOMPARE(value(store.append(message(romeo, u"1"_s))).body, u"1"_s);
    QCOMPARE(value(store.enqueue(outgoing(romeo, u"a"_s))).id, u"a"_s);
    QVERIFY(bodies(store, romeo).isEmpty());
    QVERIFY(queuedIds(store, romeo).isEmpty());
}

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memorystore.moc"
