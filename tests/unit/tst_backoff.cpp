// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/backoff.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace WebJabber;
using namespace std::chrono_literals;

class tst_Backoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLimitDoublesUpToTheLongest()
    {
        const Backoff backoff{1s, 10s};
        QCOMPARE(backoff.limit(0), 1s);
        QCOMPARE(backoff.limit(1), 2s);
        QCOMPARE(backoff.limit(3), 8s);
        QCOMPARE(backoff.limit(4), 10s);
        QCOMPARE(backoff.limit(std::numeric_limits<int>::max()), 10s);
        QCOMPARE((Backoff{20s, 10s}.limit(0)), 10s);
    }

    void jitterCoversItsRange_data()
    {
        QTest::addColumn<Backoff::Jitter>("jitter");
        QTest::addColumn<std::chrono::milliseconds>("shortest");
        QTest::newRow("full") << Backoff::Jitter::Full << std::chrono::milliseconds(0ms);
        QTest::newRow("half") << Backoff::Jitter::Half << std::chrono::milliseconds(5ms);
    }
    void jitterCoversItsRange()
    {
        QFETCH(const Backoff::Jitter, jitter);
        QFETCH(const std::chrono::milliseconds, shortest);
        const Backoff backoff{10ms, 10ms, jitter};
        QRandomGenerator random(1);
        QList<std::chrono::milliseconds> delays(1'000);
        std::ranges::generate(delays, [&] { return backoff.delay(0, random); });
        const auto [least, most] = std::ranges::minmax(delays);
        QCOMPARE(least, shortest);
        QCOMPARE(most, 10ms);
    }
};

QTEST_GUILESS_MAIN(tst_Backoff)
#include "tst_backoff.moc"
