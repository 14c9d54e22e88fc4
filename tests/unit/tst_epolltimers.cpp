// SPDX-License-Identifier: GPL-3.0-or-later
#include "dispatchertest.h"

#include <QBasicTimer>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QThread>
#include <QTimerEvent>

#include <map>
#include <memory>

using namespace std::chrono_literals;
using namespace WebJabber::Test;
using Duration = QAbstractEventDispatcher::Duration;

// Timers of one object; the name of a timer is its action.
class Ticker : public QObject
{
public:
    using Action = std::function<void()>;

    int begin(Duration interval, Qt::TimerType type, const Action &action = {})
    {
        const int id = startTimer(interval, type);
        m_actions[id] = action;
        return id;
    }
    int count(int id) const
    {
        const auto found = m_counts.find(id);
        return found == m_counts.end() ? 0 : found->second;
    }
    const QList<int> &order() const { return m_order; }

protected:
    void timerEvent(QTimerEvent *event) override
    {
        const int id = event->timerId();
        ++m_counts[id];
        m_order.append(id);
        if (const Action action = m_actions[id])
            action();
    }

private:
    std::map<int, Action> m_actions;
    std::map<int, int> m_counts;
    QList<int> m_order;
};

class TestEpollTimers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNotEarly_data();
    void isNotEarly();
    void latenessIsBounded_data() { isNotEarly_data(); }
    void latenessIsBounded();
    void fireInOrderOfDueTime();
    void missedIntervalsFireOnce();
    void keepsItsInterval();
    void zeroTimerFiresOncePerRound();
    void zeroTimerDoesNotStarveOthers();
    void stoppedTimerDoesNotFire();
    void mayStopItself();
    void mayChangeItsInterval();
    void mayDestroyItsObject();
    void mayStartZeroTimers();
    void doesNotFireWhileHandled();
    void doesNotPreventSleepWhileHandled();
    void othersFireWhileOneIsHandled();
    void restartedWhileHandledFires();
    void returnsRemainingTime();
    void areListedAndStoppedByObject();
    void moveWithTheirObject();
    void hugeIntervalDoesNotFireAtOnce();
    void slowTimerDoesNotStarveSockets();
    void coarseTimersShareWakeUps();
};

void TestEpollTimers::isNotEarly_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<std::chrono::milliseconds>("interval");
    QTest::addColumn<double>("early"); // the tolerated share of the interval for Qt's dispatcher
    QTest::addColumn<std::chrono::milliseconds>("late");
    QTest::newRow("precise, 1 ms") << Qt::PreciseTimer << 1ms << 0. << 0ms;
    QTest::newRow("precise, 33 ms") << Qt::PreciseTimer << 33ms << 0. << 0ms;
    QTest::newRow("precise, 200 ms") << Qt::PreciseTimer << 200ms << 0. << 0ms;
    QTest::newRow("coarse, 3 ms") << Qt::CoarseTimer << 3ms << 0.1 << 1ms;
    QTest::newRow("coarse, 50 ms") << Qt::CoarseTimer << 50ms << 0.1 << 3ms;
    QTest::newRow("coarse, 300 ms") << Qt::CoarseTimer << 300ms << 0.1 << 15ms;
    QTest::newRow("very coarse, 1 s") << Qt::VeryCoarseTimer << 1000ms << 1. << 1000ms;
}

void TestEpollTimers::isNotEarly()
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const std::chrono::milliseconds, interval);
    QFETCH(const double, early);
    const int times = interval < 100ms ? 5 : 2;
    Ticker ticker;
    QElapsedTimer clock;
    clock.start();
    const int id = ticker.begin(interval, type);
    for (int time = 1; time <= times; ++time) {
        waitUntil([&] { return ticker.count(id) >= time; });
        QCOMPARE(ticker.count(id), time);
        const auto least = isOurs() ? time * interval : time * interval * (1 - early);
        QVERIFY(clock.durationElapsed() >= least);
    }
}

// Checks the planned time, as a busy machine may delay the timer.
void TestEpollTimers::latenessIsBounded()
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const std::chrono::milliseconds, interval);
    QFETCH(const std::chrono::milliseconds, late);
    Ticker ticker;
    const auto id = Qt::TimerId(ticker.begin(interval, type));
    QVERIFY(dispatcher()->remainingTime(id) <= interval + late);
}

void TestEpollTimers::fireInOrderOfDueTime()
{
    Ticker ticker;
    const int third = ticker.begin(30ms, Qt::PreciseTimer);
    const int first = ticker.begin(10ms, Qt::PreciseTimer);
    const int second = ticker.begin(20ms, Qt::PreciseTimer);
    work(35ms);
    processEvents();
    QCOMPARE(ticker.order(), QList<int>({first, second, third}));
}

void TestEpollTimers::missedIntervalsFireOnce()
{
    Ticker ticker;
    const int id = ticker.begin(10ms, Qt::PreciseTimer);
    work(55ms);
    processEvents();
    QCOMPARE(ticker.count(id), 1);
    QVERIFY(dispatcher()->remainingTime(Qt::TimerId(id)) > 0ms);
    waitUntil([&] { return ticker.count(id) == 2; });
}

void TestEpollTimers::keepsItsInterval()
{
    Ticker ticker;
    QElapsedTimer clock;
    clock.start();
    const int id = ticker.begin(40ms, Qt::PreciseTimer, [] { work(15ms); });
    waitUntil([&] { return ticker.count(id) == 3; });
    // Not 40 + 15 each: the handler's time is part of the interval.
    const auto elapsed = clock.durationElapsed();
    if (elapsed < 160ms) // the machine was not busy
        QVERIFY(elapsed + dispatcher()->remainingTime(Qt::TimerId(id)) < 165ms);
}

void TestEpollTimers::zeroTimerFiresOncePerRound()
{
    Ticker ticker;
    const int id = ticker.begin(0ms, Qt::CoarseTimer);
    for (int round = 1; round <= 5; ++round) {
        processEvents(QEventLoop::WaitForMoreEvents); // the timer keeps it from sleeping
        QCOMPARE(ticker.count(id), round);
    }
    // A zero timer alone does not count as work: otherwise a loop until nothing is left to do would never end.
    QVERIFY(!processEvents());
}

void TestEpollTimers::zeroTimerDoesNotStarveOthers()
{
    const SocketPair pair;
    QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    const QSignalSpy activated(&notifier, &QSocketNotifier::activated);
    Ticker ticker;
    ticker.begin(0ms, Qt::PreciseTimer);
    ticker.begin(0ms, Qt::PreciseTimer);
    const int slow = ticker.begin(5ms, Qt::PreciseTimer);
    pair.send();
    waitUntil([&] { return ticker.count(slow) > 0 && !activated.isEmpty(); });
}

void TestEpollTimers::stoppedTimerDoesNotFire()
{
    Ticker ticker;
    int other = 0;
    const int id = ticker.begin(1ms, Qt::PreciseTimer, [&] { ticker.killTimer(other); });
    other = ticker.begin(2ms, Qt::PreciseTimer);
    work(5ms); // both are due in one round
    processEvents();
    QCOMPARE(ticker.order(), QList<int>({id}));
}

void TestEpollTimers::mayStopItself()
{
    Ticker ticker;
    int id = 0;
    id = ticker.begin(1ms, Qt::PreciseTimer, [&] { ticker.killTimer(id); });
    waitUntil([&] { return ticker.count(id) == 1; });
    work(5ms);
    processEvents();
    QCOMPARE(ticker.count(id), 1);
}

void TestEpollTimers::mayChangeItsInterval()
{
    class Restarter : public QObject
    {
    public:
        QBasicTimer timer;
        int count = 0;

    protected:
        void timerEvent(QTimerEvent *) override
        {
            ++count;
            timer.start(1h, this);
        }
    };
    Restarter restarter;
    restarter.timer.start(1ms, &restarter);
    waitUntil([&] { return restarter.count == 1; });
    work(5ms);
    processEvents();
    QCOMPARE(restarter.count, 1);
    QCOMPARE(dispatcher()->timersForObject(&restarter).size(), 1);
}

void TestEpollTimers::mayDestroyItsObject()
{
    auto ticker = std::make_unique<Ticker>();
    ticker->begin(1ms, Qt::PreciseTimer, [&] { ticker.reset(); });
    ticker->begin(1ms, Qt::PreciseTimer);
    work(5ms);
    waitUntil([&] { return !ticker; });
    settle();
}

void TestEpollTimers::mayStartZeroTimers()
{
    Ticker ticker;
    const std::function<void()> another = [&] { ticker.begin(0ms, Qt::CoarseTimer, another); };
    ticker.begin(0ms, Qt::CoarseTimer, another);
    processEvents(); // must end
    QVERIFY(!ticker.order().isEmpty());
}

void TestEpollTimers::doesNotFireWhileHandled()
{
    Ticker ticker;
    bool isHandled = false;
    int nested = 0;
    int id = 0;
    id = ticker.begin(1ms, Qt::PreciseTimer, [&] {
        nested += isHandled ? 1 : 0;
        isHandled = true;
        work(5ms);
        settle();
        isHandled = false;
    });
    waitUntil([&] { return ticker.count(id) >= 2; });
    QCOMPARE(nested, 0);
}

void TestEpollTimers::doesNotPreventSleepWhileHandled()
{
    Ticker ticker;
    int id = 0;
    int rounds = 0;
    id = ticker.begin(1ms, Qt::PreciseTimer, [&] {
        const int slow = ticker.begin(20ms, Qt::PreciseTimer);
        for (rounds = 0; ticker.count(slow) == 0; ++rounds)
            processEvents(QEventLoop::WaitForMoreEvents);
        ticker.killTimer(id);
    });
    waitUntil([&] { return ticker.count(id) == 1; });
    QVERIFY2(rounds <= 3, qPrintable(QString::number(rounds)));
}

void TestEpollTimers::othersFireWhileOneIsHandled()
{
    Ticker ticker;
    int other = 0;
    bool came = false;
    int id = 0;
    id = ticker.begin(1ms, Qt::PreciseTimer, [&] {
        ticker.killTimer(id);
        const int before = ticker.count(other);
        waitUntil([&] { return ticker.count(other) >= before + 3; });
        came = true;
    });
    other = ticker.begin(1ms, Qt::PreciseTimer);
    waitUntil([&] { return came; });
}

void TestEpollTimers::restartedWhileHandledFires()
{
    Ticker ticker;
    int again = 0;
    bool came = false;
    int id = 0;
    id = ticker.begin(1ms, Qt::PreciseTimer, [&] {
        ticker.killTimer(id);
        again = ticker.begin(1ms, Qt::PreciseTimer);
        waitUntil([&] { return ticker.count(again) > 0; });
        came = true;
    });
    waitUntil([&] { return came; });
}

void TestEpollTimers::returnsRemainingTime()
{
    Ticker ticker;
    const auto id = Qt::TimerId(ticker.begin(1h, Qt::PreciseTimer));
    QVERIFY(dispatcher()->remainingTime(id) <= 1h);
    QVERIFY(dispatcher()->remainingTime(id) > 59min);
    const auto overdue = Qt::TimerId(ticker.begin(1ms, Qt::PreciseTimer));
    work(3ms);
    QCOMPARE(dispatcher()->remainingTime(overdue), Duration::zero());
    ticker.killTimer(int(id));
    QVERIFY(dispatcher()->remainingTime(id) < Duration::zero());
}

void TestEpollTimers::areListedAndStoppedByObject()
{
    Ticker ticker;
    QVERIFY(dispatcher()->timersForObject(&ticker).isEmpty());
    QVERIFY(!dispatcher()->unregisterTimers(&ticker));
    const int precise = ticker.begin(1h, Qt::PreciseTimer);
    const int coarse = ticker.begin(250ms, Qt::CoarseTimer);
    auto timers = dispatcher()->timersForObject(&ticker);
    QCOMPARE(timers.size(), 2);
    std::ranges::sort(timers, {}, &QAbstractEventDispatcher::TimerInfoV2::interval);
    QCOMPARE(int(timers.first().timerId), coarse);
    QCOMPARE(timers.first().interval, 250ms);
    QCOMPARE(timers.first().timerType, Qt::CoarseTimer);
    QCOMPARE(int(timers.last().timerId), precise);
    QCOMPARE(timers.last().interval, 1h);
    QCOMPARE(timers.last().timerType, Qt::PreciseTimer);

    ticker.killTimer(coarse);
    QCOMPARE(dispatcher()->timersForObject(&ticker).size(), 1);
    QVERIFY(dispatcher()->unregisterTimers(&ticker));
    QVERIFY(dispatcher()->timersForObject(&ticker).isEmpty());
    QVERIFY(!dispatcher()->unregisterTimer(Qt::TimerId(precise)));
}

void TestEpollTimers::moveWithTheirObject()
{
    QThread thread;
    if (isOurs())
        thread.setEventDispatcher(new WebJabber::EpollDispatcher);
    thread.start();
    std::atomic<bool> came = false;
    auto ticker = std::make_unique<Ticker>();
    ticker->begin(1ms, Qt::PreciseTimer, [&] { came = QThread::currentThread() == &thread; });
    ticker->moveToThread(&thread);
    QVERIFY(dispatcher()->timersForObject(ticker.get()).isEmpty());
    QTRY_VERIFY(came);
    connect(&thread, &QThread::finished, ticker.get(), [&] { ticker.release()->deleteLater(); }, Qt::DirectConnection);
    thread.quit();
    thread.wait();
}

void TestEpollTimers::hugeIntervalDoesNotFireAtOnce()
{
    if (!isOurs())
        QSKIP("Qt's own is not asked for this");
    Ticker ticker;
    for (const Duration interval : {Duration::max(), Duration::max() - 1s, Duration(24h * 365 * 200)}) {
        ticker.begin(interval, Qt::PreciseTimer);
        ticker.begin(interval, Qt::CoarseTimer);
        ticker.begin(interval, Qt::VeryCoarseTimer);
    }
    const int soon = ticker.begin(1ms, Qt::PreciseTimer);
    waitUntil([&] { return ticker.count(soon) == 2; });
    QCOMPARE(ticker.order(), QList<int>({soon, soon}));
}

void TestEpollTimers::slowTimerDoesNotStarveSockets()
{
    const SocketPair pair;
    QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    int served = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { served += pair.receive() ? 1 : 0; });
    Ticker ticker;
    const int slow = ticker.begin(1ms, Qt::PreciseTimer, [&] {
        pair.send();
        work(3ms);
    });
    waitUntil([&] { return served >= 5; });
    // One byte is sent each time, and is read before the next time.
    QVERIFY(ticker.count(slow) <= served + 1);
}

void TestEpollTimers::coarseTimersShareWakeUps()
{
    if (!isOurs())
        QSKIP("Qt's own has another way of doing this");
    constexpr int many = 500;
    Ticker ticker;
    for (int i = 0; i < many; ++i) {
        ticker.begin(400ms + i * 20us, Qt::CoarseTimer);
        work(i % 50 == 0 ? 1ms : 0ms); // so that they do not start at the same time
    }
    int rounds = 0;
    connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, this, [&] { ++rounds; });
    waitUntil([&] { return ticker.order().size() >= many; });
    QVERIFY2(rounds < 10, qPrintable(QString::number(rounds)));
}

int main(int argc, char *argv[])
{
    return runWithDispatcher<TestEpollTimers>(argc, argv);
}

#include "tst_epolltimers.moc"
