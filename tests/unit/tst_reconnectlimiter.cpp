// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconnectlimiter.h"

#include <QElapsedTimer>
#include <QList>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static const QString domain = u"example.org"_s;

class TestReconnectLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsInOrderOfRequests();
    void neverStartsWithinTheCall();
    void limitsTheRate_data();
    void limitsTheRate();
    void limitsTheRateOfSingleRequests();
    void dropsRequestsOfDestroyedContexts();
    void droppedRequestDelaysNoOther();
    void startMayEnqueueAgain();
    void startMayDestroyTheLimiter();
    void domainsAlternate();
};

void TestReconnectLimiter::startsInOrderOfRequests()
{
    ReconnectLimiter reconnectLimiter(1000);
    QList<int> started;
    for (int i = 0; i < 20; ++i)
        reconnectLimiter.enqueue(domain, this, [&started, i] { started.append(i); });
    QTRY_COMPARE(started.size(), 20);
    QVERIFY(std::ranges::is_sorted(started));
}

void TestReconnectLimiter::neverStartsWithinTheCall()
{
    ReconnectLimiter reconnectLimiter(1000);
    bool started = false;
    reconnectLimiter.enqueue(domain, this, [&started] { started = true; });
    QVERIFY(!started);
    QTRY_VERIFY(started);
    // The limiter is idle now; the same applies.
    started = false;
    reconnectLimiter.enqueue(domain, this, [&started] { started = true; });
    QVERIFY(!started);
    QTRY_VERIFY(started);
}

void TestReconnectLimiter::limitsTheRate_data()
{
    QTest::addColumn<int>("perSecond");
    QTest::addColumn<int>("count");
    QTest::newRow("50") << 50 << 10;
    QTest::newRow("67, which does not divide a second") << 67 << 40;
    QTest::newRow("600, neither") << 600 << 60;
    QTest::newRow("0 is taken for 1") << 0 << 1;
}

void TestReconnectLimiter::limitsTheRate()
{
    QFETCH(const int, perSecond);
    QFETCH(const int, count);
    ReconnectLimiter reconnectLimiter(perSecond);
    QElapsedTimer timer;
    timer.start();
    QList<qint64> starts;
    for (int i = 0; i < count; ++i)
        reconnectLimiter.enqueue(domain, this, [&] { starts.append(timer.elapsed()); });
    QTRY_COMPARE(starts.size(), count);
    // Timers have a resolution of a millisecond, so a tick may come one early.
    for (int i = 0; i < count; ++i)
        QVERIFY2(starts.at(i) + 1 >= 1000LL * (i + 1) / std::max(perSecond, 1),
                 qPrintable(u"start %1 after %2 ms"_s.arg(i).arg(starts.at(i))));
}

void TestReconnectLimiter::limitsTheRateOfSingleRequests()
{
    ReconnectLimiter reconnectLimiter(20);
    QElapsedTimer timer;
    timer.start();
    QList<qint64> starts;
    std::function<void()> start = [&] {
        starts.append(timer.elapsed());
        if (starts.size() < 4) // the queue is empty at this moment
            reconnectLimiter.enqueue(domain, this, start);
    };
    reconnectLimiter.enqueue(domain, this, start);
    QTRY_COMPARE(starts.size(), 4);
    for (int i = 0; i < starts.size(); ++i)
        QVERIFY2(starts.at(i) + 1 >= 50 * (i + 1), qPrintable(u"start %1 after %2 ms"_s.arg(i).arg(starts.at(i))));
}

void TestReconnectLimiter::dropsRequestsOfDestroyedContexts()
{
    ReconnectLimiter reconnectLimiter(1000);
    auto context = std::make_unique<QObject>();
    bool wrong = false;
    bool last = false;
    reconnectLimiter.enqueue(domain, context.get(), [&wrong] { wrong = true; });
    reconnectLimiter.enqueue(domain, this, [&last] { last = true; });
    context.reset();
    QTRY_VERIFY(last);
    QVERIFY(!wrong);
}

void TestReconnectLimiter::droppedRequestDelaysNoOther()
{
    ReconnectLimiter reconnectLimiter(5);
    auto context = std::make_unique<QObject>();
    for (int i = 0; i < 1'000; ++i)
        reconnectLimiter.enqueue(domain, context.get(), [] { QFAIL("its context is gone"); });
    bool last = false;
    reconnectLimiter.enqueue(domain, this, [&last] { last = true; });
    context.reset();
    QTRY_VERIFY(last); // 200 ms, not the 200 s of a thousand turns
}

void TestReconnectLimiter::startMayEnqueueAgain()
{
    ReconnectLimiter reconnectLimiter(1000);
    int started = 0;
    std::function<void()> again = [&] {
        if (++started < 5)
            reconnectLimiter.enqueue(domain, this, again);
    };
    reconnectLimiter.enqueue(domain, this, again);
    QTRY_COMPARE(started, 5);
}

void TestReconnectLimiter::startMayDestroyTheLimiter()
{
    auto reconnectLimiter = std::make_unique<ReconnectLimiter>(1000);
    bool started = false;
    reconnectLimiter->enqueue(domain, this, [&] {
        reconnectLimiter.reset();
        started = true;
    });
    reconnectLimiter->enqueue(domain, this, [] { QFAIL("its pacer is gone"); });
    QTRY_VERIFY(started);
    QVERIFY(!reconnectLimiter);
}

void TestReconnectLimiter::domainsAlternate()
{
    ReconnectLimiter reconnectLimiter(1000);
    QStringList started;
    const auto enqueue = [&](const QString &of, int count) {
        for (int i = 0; i < count; ++i)
            reconnectLimiter.enqueue(of, this, [&started, of] { started.append(of); });
    };
    enqueue(u"many.example"_s, 100);
    enqueue(u"one.example"_s, 1);
    enqueue(u"two.example"_s, 2);
    QTRY_COMPARE(started.size(), 103);
    QCOMPARE(started.indexOf(u"one.example"_s), 1);
    QCOMPARE(started.indexOf(u"two.example"_s), 2);
    QVERIFY(started.lastIndexOf(u"two.example"_s) <= 5);
}

QTEST_GUILESS_MAIN(TestReconnectLimiter)
#include "tst_reconnectlimiter.moc"
