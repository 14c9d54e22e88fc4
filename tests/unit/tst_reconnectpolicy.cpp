// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconnectpolicy.h"

#include <QHash>
#include <QList>
#include <QTest>

#include <algorithm>
#include <array>

using namespace WebJabber;
using namespace std::chrono_literals;

using Milliseconds = std::chrono::milliseconds;

static constexpr int samples = 2'000;

class TestReconnectPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitDoublesFromShortestToLongest_data();
    void limitDoublesFromShortestToLongest();
    void delaysCoverTheWholeRange();
    void aGoodSessionStartsFromTheShortest();
    void endByServerIncreasesTheDelay();
    void countsTries();
    void limitStaysAtLongest();
    void reconnectsAfterServerRestartAreSpread();
};

// Many delays before the attempt after `triesBefore` failed ones.
static QList<Milliseconds> delays(int triesBefore, QRandomGenerator &random)
{
    QList<Milliseconds> result;
    for (int i = 0; i < samples; ++i) {
        ReconnectPolicy policy;
        for (int n = 0; n < triesBefore; ++n)
            policy.next(random);
        result.append(policy.next(random));
    }
    return result;
}

void TestReconnectPolicy::limitDoublesFromShortestToLongest_data()
{
    QTest::addColumn<int>("triesBefore");
    QTest::addColumn<Milliseconds>("bound");
    QTest::newRow("first") << 0 << 1'000ms;
    QTest::newRow("second") << 1 << 2'000ms;
    QTest::newRow("third") << 2 << 4'000ms;
    QTest::newRow("ninth") << 8 << 256'000ms;
    QTest::newRow("tenth") << 9 << 300'000ms;
    QTest::newRow("thirtieth") << 29 << 300'000ms;
}

void TestReconnectPolicy::limitDoublesFromShortestToLongest()
{
    QFETCH(const int, triesBefore);
    QFETCH(const Milliseconds, bound);
    QRandomGenerator random(1);
    const auto [least, most] = std::ranges::minmax(delays(triesBefore, random));
    QVERIFY(least >= 0ms);
    QVERIFY2(most <= bound, qPrintable(QString::number(most.count())));
    // The maximum of 2,000 uniform values is below 95 % once in 10^44 runs.
    QVERIFY2(most >= bound * 95 / 100, qPrintable(QString::number(most.count())));
}

void TestReconnectPolicy::delaysCoverTheWholeRange()
{
    QRandomGenerator random(2);
    std::array<int, 10> tenths{};
    for (const Milliseconds delay : delays(3, random))
        ++tenths.at(std::min<std::size_t>(9, std::size_t(delay / 800ms)));
    for (const int count : tenths)
        QVERIFY2(count > samples / 20 && count < samples / 5, qPrintable(QString::number(count)));
}

void TestReconnectPolicy::aGoodSessionStartsFromTheShortest()
{
    QRandomGenerator random(3);
    ReconnectPolicy policy;
    for (int i = 0; i < samples; ++i) {
        for (int n = 0; n < 12; ++n)
            policy.next(random);
        policy.noteSession(ReconnectPolicy::goodAfter);
        QVERIFY(policy.next(random) <= ReconnectPolicy::shortest);
    }
}

void TestReconnectPolicy::countsTries()
{
    QRandomGenerator random(4);
    ReconnectPolicy policy;
    QCOMPARE(policy.tries(), 0);
    policy.next(random);
    policy.next(random);
    QCOMPARE(policy.tries(), 2);
    policy.noteSession(ReconnectPolicy::goodAfter);
    QCOMPARE(policy.tries(), 0);
}

void TestReconnectPolicy::endByServerIncreasesTheDelay()
{
    QRandomGenerator random(4);
    ReconnectPolicy policy;
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(policy.tries(), i);
        policy.next(random);
        policy.noteSession(ReconnectPolicy::goodAfter - 1s, ReconnectPolicy::End::EndedByServer);
    }
    policy.noteSession(ReconnectPolicy::goodAfter - 1s, ReconnectPolicy::End::Lost);
    QCOMPARE(policy.tries(), ReconnectPolicy::triesAfterLoss);
    policy.noteSession(ReconnectPolicy::goodAfter);
    QCOMPARE(policy.tries(), 0);
}

void TestReconnectPolicy::limitStaysAtLongest()
{
    QRandomGenerator random(5);
    ReconnectPolicy policy;
    Milliseconds longest = 0ms;
    for (int i = 0; i < 100'000; ++i) {
        const Milliseconds delay = policy.next(random);
        QVERIFY(delay >= 0ms && delay <= ReconnectPolicy::longest);
        longest = std::max(longest, delay);
    }
    QVERIFY(longest > ReconnectPolicy::longest * 95 / 100);
}

void TestReconnectPolicy::reconnectsAfterServerRestartAreSpread()
{
    QRandomGenerator random(6);
    QHash<qint64, int> perTenthOfASecond;
    for (const Milliseconds delay : delays(0, random))
        ++perTenthOfASecond[delay / 100ms];
    const auto worst = std::ranges::max(perTenthOfASecond);
    QVERIFY2(worst < samples / 5, qPrintable(QString::number(worst)));
}

QTEST_GUILESS_MAIN(TestReconnectPolicy)
#include "tst_reconnectpolicy.moc"
