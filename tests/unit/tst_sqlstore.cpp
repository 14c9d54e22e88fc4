// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// Properties of all operations.
class TestSqlStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAndSignalsComeInOrderOfCalls();
    void keepsTheOrderWhenASlotRunsAnEventLoop();
    void signalsOnlyDurableChanges();
    void oneFailureFailsNoOther();
    void aDroppedAnswerTakesEffect();
    void lockedDatabaseFailsWithoutSignals();
    void aRemovalThatFailsLeavesTheTokenValid();
    void failsAtOnceIfTheQueueIsFull();
    void destructorFinishesTheQueue();
    void lockedDatabaseDoesNotDelayTheEnd();
    void losesNothingWhenKilled();
};

// Another program that holds the database's lock.
class Lock
{
public:
    explicit Lock(const QString &directory)
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"lock"_s);
        connection.setDatabaseName(directory + u"/webjabber.db"_s);
        if (!connection.open() || !QSqlQuery(connection).exec(u"BEGIN EXCLUSIVE"_s))
            qFatal("cannot lock the database");
    }
    ~Lock()
    {
        QSqlDatabase::database(u"lock"_s).close();
        QSqlDatabase::removeDatabase(u"lock"_s);
    }
    Q_DISABLE_COPY_MOVE(Lock)
};

void TestSqlStore::answersAndSignalsComeInOrderOfCalls()
{
    constexpr int count = 1500; // of several transactions
    SqlStoreFixture fixture;
    fixture.addDevice(romeo, "hash");
    QStringList happened;
    QStringList expected;
    connect(fixture.store.get(), &Store::appended, this,
            [&](const Event &event) { happened.append(u"signal "_s + event.body); });
    for (int i = 1; i <= count; ++i) {
        const QString number = QString::number(i);
        fixture.store->append(message(romeo, number)).then(this, [&, number](const Result<Appended> &kept) {
            happened.append(u"answer %1 %2"_s.arg(number).arg(kept->event.seq));
        });
        expected += {u"signal "_s + number, u"answer %1 %1"_s.arg(number)};
        if (i % 10 == 0) {
            fixture.store->eventsAfter(romeo, i - 1, 10).then(this, [&](const Result<EventPage> &page) {
                happened.append(u"read "_s + page->events.constFirst().body);
            });
            expected += u"read "_s + number; // earlier operations have taken effect
        }
    }
    QTRY_COMPARE(happened.size(), expected.size());
    QCOMPARE(happened, expected);
}

void TestSqlStore::keepsTheOrderWhenASlotRunsAnEventLoop()
{
    SqlStoreFixture fixture;
    QList<qint64> seqs;
    connect(fixture.store.get(), &Store::appended, this, [&](const Event &event) {
        seqs.append(event.seq);
        if (event.seq % 7 == 0)
            value(fixture.store->append(message(romeo, u"from the slot %1"_s.arg(event.seq))));
    });
    for (int i = 0; i < 30; ++i)
        fixture.store->append(message(romeo, QString::number(i)));
    QTRY_COMPARE(seqs.size(), 34);
    QVERIFY(std::ranges::is_sorted(seqs));
}

void TestSqlStore::signalsOnlyDurableChanges()
{
    SqlStoreFixture fixture;
    QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
    const auto close = qScopeGuard([] { QSqlDatabase::removeDatabase(u"other"_s); });
    other.setDatabaseName(fixture.path() + u"/webjabber.db"_s);
    QVERIFY(other.open());
    int announced = 0;
    connect(fixture.store.get(), &Store::appended, this, [&](const Event &event) {
        QSqlQuery query(other);
        query.exec(u"SELECT body FROM events WHERE seq = %1"_s.arg(event.seq));
        QVERIFY(query.next());
        QCOMPARE(query.value(0).toString(), event.body);
        ++announced;
    });
    for (int i = 0; i < 100; ++i)
        fixture.store->append(message(romeo, QString::number(i)));
    QTRY_COMPARE(announced, 100);
    other = {};
}

void TestSqlStore::oneFailureFailsNoOther()
{
    constexpr int count = 100;
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const Device device = fixture.addDevice(romeo, "hash");
    QList<Store::Answer<Appended>> kept;
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"UNIQUE"_s));
    QList<Store::Answer<Device>> failing;
    for (int i = 1; i <= count; ++i) {
        if (i % 30 == 1)
            failing.append(fixture.store->addDevice(juliet, DeviceKind::V1, {}, "hash")); // of another device
        kept.append(fixture.store->append(message(romeo, QString::number(i))));
    }
    for (const auto &answer : failing)
        QCOMPARE(result(answer).error().code, ProblemCode::StorageUnavailable);
    for (int i = 1; i <= count; ++i)
        QCOMPARE(value(kept.at(i - 1)).event.seq, i);
    QCOMPARE(fixture.bodies(romeo).size(), count);
    QCOMPARE(value(fixture.store->findDevice("hash")).id, device.id);
    QCOMPARE(value(fixture.store->accounts()).size(), 1); // juliet's was created by a failed operation
}

void TestSqlStore::aDroppedAnswerTakesEffect()
{
    SqlStoreFixture fixture;
    fixture.store->append(message(romeo, u"1"_s));
    fixture.store->append(message(romeo, u"2"_s)).cancel();
    QCOMPARE(fixture.bodies(romeo), (QStringList{u"1"_s, u"2"_s}));
}

void TestSqlStore::lockedDatabaseFailsWithoutSignals()
{
    SqlStoreFixture fixture;
    fixture.settings.busyTimeout = 100ms;
    fixture.reopen();
    value(fixture.store->append(message(romeo, u"1"_s)));
    QSignalSpy appended(fixture.store.get(), &Store::appended);
    {
        const Lock lock(fixture.path());
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"locked"_s));
        const auto first = fixture.store->append(message(romeo, u"2"_s));
        const auto second = fixture.store->append(message(romeo, u"3"_s));
        for (const auto &answer : {result(first), result(second)}) {
            QVERIFY(!answer);
            QCOMPARE(answer.error().code, ProblemCode::StorageUnavailable);
            QVERIFY(answer.error().retryAfter > 0s);
        }
        QCOMPARE(fixture.bodies(romeo), QStringList{u"1"_s}); // reading still works
    }
    QCOMPARE(appended.size(), 0);
    QCOMPARE(value(fixture.store->append(message(romeo, u"2"_s))).event.seq, 2);
}

void TestSqlStore::aRemovalThatFailsLeavesTheTokenValid()
{
    SqlStoreFixture fixture;
    fixture.settings.busyTimeout = 100ms;
    fixture.reopen();
    const Device device = fixture.addDevice(romeo, "hash");
    const Lock lock(fixture.path());
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"locked"_s));
    QVERIFY(!result(fixture.store->removeDevice(device.id)));
    QCOMPARE(value(fixture.store->findDevice("hash")).id, device.id);
    QVERIFY(!result(fixture.store->removeAccount(romeo)));
    QCOMPARE(value(fixture.store->findDevice("hash")).id, device.id);
}

void TestSqlStore::failsAtOnceIfTheQueueIsFull()
{
    SqlStoreFixture fixture;
    fixture.settings.limits.waitingOperations = 10;
    fixture.reopen();
    value(fixture.store->accounts()); // its work at the start is complete
    auto lock = std::make_unique<Lock>(fixture.path());
    QList<Store::Answer<Appended>> answers;
    // The worker may have taken some before it was blocked, but not a thousand.
    for (int i = 0; i < 1000; ++i)
        answers.append(fixture.store->append(message(romeo, QString::number(i))));
    QVERIFY(answers.last().isFinished());
    QCOMPARE(answers.last().result().error().code, ProblemCode::StorageUnavailable);
    QVERIFY(!answers.first().isFinished());
    lock.reset();
    qsizetype accepted = 0;
    for (const auto &answer : answers)
        accepted += result(answer) ? 1 : 0;
    QVERIFY(accepted >= 10);
    QCOMPARE(fixture.bodies(romeo).size(), accepted);
}

void TestSqlStore::destructorFinishesTheQueue()
{
    constexpr int count = 2000;
    SqlStoreFixture fixture;
    QList<Store::Answer<Appended>> answers;
    for (int i = 0; i < count; ++i)
        answers.append(fixture.store->append(message(romeo, QString::number(i))));
    fixture.store.reset();
    for (const auto &answer : answers) {
        QVERIFY(answer.isFinished());
        QVERIFY(answer.result());
    }
    fixture.reopen();
    QCOMPARE(fixture.bodies(romeo).size(), count);
}

void TestSqlStore::lockedDatabaseDoesNotDelayTheEnd()
{
    constexpr int count = 5000;
    SqlStoreFixture fixture;
    fixture.settings.busyTimeout = 200ms;
    fixture.settings.closingTime = 100ms;
    fixture.reopen();
    QList<Store::Answer<Appended>> answers;
    {
        const Lock lock(fixture.path());
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"locked"_s));
        for (int i = 0; i < count; ++i)
            answers.append(fixture.store->append(message(romeo, QString::number(i))));
        QElapsedTimer timer;
        timer.start();
        fixture.store.reset();
        // At most two waits for the lock: the current one, and one that starts just before the deadline.
        QCOMPARE_LT(timer.durationElapsed(), 2s);
    }
    for (const auto &answer : answers) {
        QVERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().code, ProblemCode::StorageUnavailable);
    }
    fixture.reopen();
    QVERIFY(fixture.bodies(romeo).isEmpty());
}

// --- the process that is killed: it writes, and prints each answer

static constexpr auto writerOption = "--write-into";

static int writeInto(const QString &directory)
{
    auto store = SqlStore::open(directory);
    if (!store)
        return 1;
    int next = int(value((*store)->eventsAfter(romeo, 0, 1)).newest);
    QObject context;
    std::function<void()> write = [&] {
        const QString body = QString::number(++next);
        (*store)->append(message(romeo, body)).then(&context, [&, body](const Result<Appended> &kept) {
            if (kept)
                std::printf("%lld %s\n", kept->event.seq, qPrintable(body));
            std::fflush(stdout);
            write();
        });
    };
    for (int i = 0; i < 50; ++i)
        write();
    return QCoreApplication::exec();
}

void TestSqlStore::losesNothingWhenKilled()
{
    constexpr int kills = 8;
    SqlStoreFixture fixture;
    fixture.store.reset();
    QMap<qint64, QString> answered;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(writerOption), fixture.path()});
        QVERIFY(writer.waitForReadyRead());
        QTest::qWait(std::chrono::milliseconds(QRandomGenerator::global()->bounded(100)));
        ::kill(pid_t(writer.processId()), SIGKILL);
        QVERIFY(writer.waitForFinished());
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        for (const QByteArray &line : writer.readAllStandardOutput().split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            if (words.size() == 2)
                answered.insert(words.at(0).toLongLong(), QString::fromLatin1(words.at(1)));
        }
    }
    fixture.reopen();
    EventPage page = value(fixture.store->eventsAfter(romeo, 0, 1'000'000));
    for (bool more = page.more; more;) { // an answer is limited in bytes
        const EventPage next = value(fixture.store->eventsAfter(romeo, page.events.last().seq, 1'000'000));
        page.events += next.events;
        more = next.more;
    }
    qInfo("%lld answered, %lld kept", qint64(answered.size()), qint64(page.events.size()));
    QVERIFY(answered.size() > kills);
    QVERIFY(page.events.size() >= answered.size());
    QSet<QString> bodies;
    for (qsizetype i = 0; i < page.events.size(); ++i) {
        const Event &event = page.events.at(i);
        QCOMPARE(event.seq, i + 1);
        QCOMPARE(event.body, answered.value(event.seq, event.body));
        QVERIFY(!bodies.contains(event.body));
        bodies.insert(event.body);
    }
    QVERIFY(answered.lastKey() <= page.newest);
    // A stored event is detected as a duplicate, whether it was answered or not.
    for (const Event &event : page.events.last(std::min<qsizetype>(100, page.events.size())))
        QVERIFY(!value(fixture.store->append(message(romeo, event.body))).isNew);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1StringView(writerOption))
        return writeInto(arguments.at(2));
    TestSqlStore test;
    return QTest::qExec(&test, arguments);
}

#include "tst_sqlstore.moc"
