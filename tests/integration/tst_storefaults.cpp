// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlstore.h"
#include "support/smalldisk.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <sys/mount.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static const Jid romeo = Jid::fromServer(u"romeo@localhost"_s);

// Faults of disks and other processes that affect the store. Needs root, for mounts in a private namespace that ends
// with the process.
class TestStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fullDiskGetsErrorsUntilSpaceIsFree();
    void doesNotStartOnAFullDisk();
    void doesNotStartOnAReadOnlyDisk();
    void lockedDatabaseBlocksNoOtherRequest();
    void truncatedDatabaseGetsErrors();
};

// Measures the longest time for which this thread's event loop was blocked.
class StallMeter : public QObject
{
public:
    StallMeter()
    {
        m_last.start();
        startTimer(5ms, Qt::PreciseTimer);
    }

    std::chrono::milliseconds longest() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_longest);
    }

protected:
    void timerEvent(QTimerEvent *) override
    {
        m_longest = std::max(m_longest, m_last.durationElapsed());
        m_last.restart();
    }

private:
    QElapsedTimer m_last;
    QElapsedTimer::Duration m_longest{0};
};

static Event message(qint64 number, qsizetype size = 0)
{
    Event event;
    event.account = romeo;
    event.from = Jid::fromServer(u"nurse@localhost/garden"_s);
    event.to = romeo;
    event.id = QString::number(number);
    event.body = event.id.leftJustified(size, u'.');
    return event;
}

template<typename T>
static Result<T> result(const Store::Answer<T> &answer)
{
    while (!answer.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return answer.result();
}

static std::unique_ptr<SqlStore> opened(const QString &directory)
{
    constexpr qint64 enough = 1LL << 30; // so that one answer contains the whole queue
    auto store = SqlStore::open(directory, {.limits = {.bytesPerAccount = enough, .bytesPerAnswer = enough}});
    if (!store)
        qFatal("the store cannot be opened: %s", qPrintable(store.error().detail));
    (void)result((*store)->saveAccount(romeo, {})); // which fails on a full disk
    return std::move(*store);
}

// Whether the store contains exactly these, in this order.
static bool holds(SqlStore &store, const QStringList &ids)
{
    QStringList kept;
    const auto page = result(store.eventsAfter(romeo, 0, 1'000'000));
    for (const Event &event : page->events)
        kept.append(event.id);
    return kept == ids;
}

void TestStoreFaults::initTestCase()
{
    QVERIFY2(enterOwnMounts(), "needs root, for mounts of its own");
}

void TestStoreFaults::fullDiskGetsErrorsUntilSpaceIsFree()
{
    constexpr qsizetype bodySize = 8 * 1024;
    SmallDisk disk(4096);
    auto store = opened(disk.stateDirectory());
    const StallMeter stalls;
    QStringList announced;
    connect(store.get(), &Store::appended, this, [&](const Event &event) { announced.append(event.id); });
    QStringList accepted;
    int next = 0;
    // A few at a time, so that they share transactions.
    const auto appendSome = [&] {
        QList<Store::Answer<Appended>> answers;
        for (int i = 0; i < 10; ++i)
            answers.append(store->append(message(++next, bodySize)));
        int failures = 0;
        for (const auto &answer : answers) {
            const auto kept = result(answer);
            if (kept) {
                accepted.append(kept->event.id);
                continue;
            }
            ++failures;
            if (kept.error().code != ProblemCode::StorageUnavailable || kept.error().retryAfter == 0s)
                qFatal("another answer: %s", qPrintable(kept.error().detail));
        }
        return failures;
    };

    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"storing failed: database or disk is full"_s));
    QVERIFY(!store->commitTimes().snapshot().isFailing);
    while (appendSome() == 0)
        QCOMPARE_LT(next, 1000);
    for (int i = 0; i < 20; ++i)
        appendSome();
    while (appendSome() < 10)
        QCOMPARE_LT(next, 2000);
    QVERIFY(store->commitTimes().snapshot().isFailing);
    QCOMPARE(announced, accepted);
    QVERIFY(accepted.size() > 50);
    QVERIFY(holds(*store, accepted)); // reading still works

    disk.resize(16 * 1024);
    QCOMPARE(appendSome(), 0);
    QVERIFY(!store->commitTimes().snapshot().isFailing);
    QCOMPARE(announced, accepted);
    QVERIFY(holds(*store, accepted));
    QCOMPARE_LT(stalls.longest(), 100ms);
    store.reset();
    QVERIFY(holds(*opened(disk.stateDirectory()), accepted));
}

void TestStoreFaults::doesNotStartOnAFullDisk()
{
    SmallDisk disk(16); // fits the directory, but no database
    for (int i = 0; i < 2; ++i) {
        const auto refused = SqlStore::open(disk.stateDirectory());
        QVERIFY(!refused);
        QVERIFY2(refused.error().detail.contains(u"full"_s), qPrintable(refused.error().detail));
    }
    disk.resize(4096);
    QVERIFY(holds(*opened(disk.stateDirectory()), {}));
}

void TestStoreFaults::doesNotStartOnAReadOnlyDisk()
{
    SmallDisk disk(4096);
    disk.resize(4096, MS_RDONLY);
    const auto notMade = SqlStore::open(disk.stateDirectory());
    QVERIFY(!notMade);
    QVERIFY2(notMade.error().detail.contains(u"Read-only"_s), qPrintable(notMade.error().detail));
    disk.resize(4096);
    QVERIFY(result(opened(disk.stateDirectory())->append(message(1))));
    disk.resize(4096, MS_RDONLY);
    const auto notOpened = SqlStore::open(disk.stateDirectory());
    QVERIFY(!notOpened);
    QVERIFY2(notOpened.error().detail.contains(u"Read-only"_s), qPrintable(notOpened.error().detail));
    disk.resize(4096);
    QVERIFY(holds(*opened(disk.stateDirectory()), {u"1"_s}));
}

// --- the process that locks the database

static constexpr auto lockOption = "--lock";

static int lockUntilInputEnds(const QString &file)
{
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s);
    connection.setDatabaseName(file);
    if (!connection.open() || !QSqlQuery(connection).exec(u"BEGIN EXCLUSIVE"_s))
        return 1;
    std::puts("locked");
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1;
}

void TestStoreFaults::lockedDatabaseBlocksNoOtherRequest()
{
    constexpr auto lockTime = 8s;
    constexpr auto interval = 20ms;
    const QTemporaryDir directory;
    const auto store = opened(directory.path());
    QProcess locker;
    locker.start(QCoreApplication::applicationFilePath(),
                 {QString::fromLatin1(lockOption), directory.filePath(u"webjabber.db"_s)});
    QVERIFY(locker.waitForReadyRead());

    const StallMeter stalls;
    QElapsedTimer clock;
    clock.start();
    QStringList accepted;
    int asked = 0;
    int failed = 0;
    QElapsedTimer::Duration longestWait{0};
    QTimer asking;
    connect(&asking, &QTimer::timeout, this, [&] {
        const auto start = clock.durationElapsed();
        store->append(message(++asked)).then(this, [&, start](const Result<Appended> &kept) {
            longestWait = std::max(longestWait, clock.durationElapsed() - start);
            if (kept)
                accepted.append(kept->event.id);
            else
                ++failed;
        });
    });
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"storing failed: database is locked"_s));
    asking.start(interval);
    QTRY_VERIFY_WITH_TIMEOUT(clock.durationElapsed() > lockTime, lockTime * 2);
    QVERIFY(accepted.isEmpty());
    QVERIFY(failed > 0);
    locker.closeWriteChannel();
    QVERIFY(locker.waitForFinished());
    QTRY_VERIFY(accepted.size() > 10);
    asking.stop();
    QTRY_COMPARE(accepted.size() + failed, asked);

    qInfo("%d asked, %d refused, %lld accepted; longest wait %lld ms, longest stall %lld ms", asked, failed,
          qint64(accepted.size()), qint64(longestWait / 1ms), qint64(stalls.longest() / 1ms));
    QCOMPARE_LT(stalls.longest(), 100ms);
    // A request made just after a transaction began to wait also waits for the next one.
    QCOMPARE_LT(longestWait, 2 * StoreSettings().busyTimeout + 1s);
    QVERIFY(holds(*store, accepted));
}

void TestStoreFaults::truncatedDatabaseGetsErrors()
{
    constexpr int count = 2000;
    const QTemporaryDir directory;
    auto store = opened(directory.path());
    for (int i = 1; i <= count; ++i)
        store->append(message(i, 8 * 1024));
    QVERIFY(result(store->accounts()));
    store = opened([&] { // with no state in memory
        store.reset();
        return directory.path();
    }());
    QVERIFY(result(store->eventsAfter(romeo, 0, 1)));
    QVERIFY(QFile::resize(directory.filePath(u"webjabber.db"_s), 1024 * 1024));

    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"storing failed: "_s));
    const auto page = result(store->eventsAfter(romeo, 0, count));
    QVERIFY(!page);
    QCOMPARE(page.error().code, ProblemCode::StorageUnavailable);
    (void)result(store->append(message(count + 1))); // whatever the result
    store.reset();
    QVERIFY(!SqlStore::open(directory.path()));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1StringView(lockOption))
        return lockUntilInputEnds(arguments.at(2));
    TestStoreFaults test;
    return QTest::qExec(&test, arguments);
}

#include "tst_storefaults.moc"
