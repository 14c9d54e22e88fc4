// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/oneshot.h"

#include <QTest>

#include <memory>

using namespace WebJabber;
using namespace std::chrono_literals;

class TestOneShot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsOnceAndRests();
    void callsNothingOnceStopped();
    void beginsAnewWhereItRuns();
    void mayBeStartedByItsCall();
    void mayBeDestroyedByItsCall();
};

void TestOneShot::callsOnceAndRests()
{
    int calls = 0;
    OneShot timer([&] { ++calls; });
    QVERIFY(!timer.isActive());
    timer.start(1ms);
    QVERIFY(timer.isActive());
    QTRY_COMPARE(calls, 1);
    QVERIFY(!timer.isActive());
}

void TestOneShot::callsNothingOnceStopped()
{
    bool isCalled = false;
    bool isOver = false;
    OneShot timer([&] { isCalled = true; });
    OneShot later([&] { isOver = true; });
    timer.start(1ms);
    later.start(20ms);
    timer.stop();
    QVERIFY(!timer.isActive());
    QTRY_VERIFY(isOver);
    QVERIFY(!isCalled);
}

void TestOneShot::beginsAnewWhereItRuns()
{
    bool isCalled = false;
    OneShot timer([&] { isCalled = true; });
    timer.start(1h);
    timer.start(1ms);
    QTRY_VERIFY(isCalled);
}

void TestOneShot::mayBeStartedByItsCall()
{
    int calls = 0;
    std::unique_ptr<OneShot> timer;
    timer = std::make_unique<OneShot>([&] {
        if (++calls < 3)
            timer->start(1ms);
    });
    timer->start(1ms);
    QTRY_COMPARE(calls, 3);
    QVERIFY(!timer->isActive());
}

void TestOneShot::mayBeDestroyedByItsCall()
{
    int calls = 0;
    std::unique_ptr<OneShot> timer;
    timer = std::make_unique<OneShot>([&] {
        timer.reset();
        ++calls; // what the call holds must still be there
    });
    timer->start(1ms);
    QTRY_COMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestOneShot)
#include "tst_oneshot.moc"
