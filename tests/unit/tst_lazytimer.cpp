// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/lazytimer.h"

#include <QTest>

#include <memory>

using namespace WebJabber;
using namespace std::chrono_literals;

class TestLazyTimer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesOnce();
    void stoppedTimerDoesNotFire();
    void startRestartsARunningTimer();
    void mayBeStartedByItsCall();
    void mayBeDestroyedByItsCall();
};

void TestLazyTimer::firesOnce()
{
    int calls = 0;
    LazyTimer timer([&] { ++calls; });
    QVERIFY(!timer.isActive());
    timer.start(1ms);
    QVERIFY(timer.isActive());
    QTRY_COMPARE(calls, 1);
    QVERIFY(!timer.isActive());
}

void TestLazyTimer::stoppedTimerDoesNotFire()
{
    bool isCalled = false;
    bool isOver = false;
    LazyTimer timer([&] { isCalled = true; });
    LazyTimer later([&] { isOver = true; });
    timer.start(1ms);
    later.start(20ms);
    timer.stop();
    QVERIFY(!timer.isActive());
    QTRY_VERIFY(isOver);
    QVERIFY(!isCalled);
}

void TestLazyTimer::startRestartsARunningTimer()
{
    bool isCalled = false;
    LazyTimer timer([&] { isCalled = true; });
    timer.start(1h);
    timer.start(1ms);
    QTRY_VERIFY(isCalled);
}

void TestLazyTimer::mayBeStartedByItsCall()
{
    int calls = 0;
    std::unique_ptr<LazyTimer> timer;
    timer = std::make_unique<LazyTimer>([&] {
        if (++calls < 3)
            timer->start(1ms);
    });
    timer->start(1ms);
    QTRY_COMPARE(calls, 3);
    QVERIFY(!timer->isActive());
}

void TestLazyTimer::mayBeDestroyedByItsCall()
{
    int calls = 0;
    std::unique_ptr<LazyTimer> timer;
    timer = std::make_unique<LazyTimer>([&] {
        timer.reset();
        ++calls; // the call's captures must still be valid
    });
    timer->start(1ms);
    QTRY_COMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestLazyTimer)
#include "tst_lazytimer.moc"
