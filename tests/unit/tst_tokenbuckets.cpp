// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tokenbuckets.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace WebJabber;

class tst_TokenBuckets : public QObject
{
    Q_OBJECT

private:
    const TokenBuckets::Time m_start = TokenBuckets::Time(1h);

    // How many tokens are available at once.
    static int takeAll(TokenBuckets &buckets, TokenBuckets::Key key, TokenBuckets::Time now)
    {
        int taken = 0;
        for (; buckets.wait(key, now) == 0s; ++taken)
            buckets.take(key, now);
        return taken;
    }

private Q_SLOTS:
    void holdsTheTokensOfOneInterval_data()
    {
        QTest::addColumn<int>("perMinute");
        for (const int perMinute : {1, 2, 7, 60, 999, 1'000'000})
            QTest::addRow("%d", perMinute) << perMinute;
    }

    void holdsTheTokensOfOneInterval()
    {
        QFETCH(const int, perMinute);
        TokenBuckets buckets(perMinute);
        QCOMPARE(takeAll(buckets, 1, m_start), perMinute);
        QCOMPARE(takeAll(buckets, 1, m_start), 0);
        // A longer rest adds no more.
        QCOMPARE(takeAll(buckets, 1, m_start + 24h), perMinute);
    }

    void tokensAreAddedEvenly()
    {
        TokenBuckets buckets(6);
        QCOMPARE(takeAll(buckets, 1, m_start), 6);
        QCOMPARE(buckets.wait(1, m_start), 10s);
        QCOMPARE(buckets.wait(1, m_start + 4s), 6s);
        QCOMPARE(takeAll(buckets, 1, m_start + 10s - 1ns), 0);
        QCOMPARE(takeAll(buckets, 1, m_start + 10s), 1);
        QCOMPARE(takeAll(buckets, 1, m_start + 35s), 2);
        QCOMPARE(takeAll(buckets, 1, m_start + 40s), 1);
    }

    void keysAreIndependent()
    {
        TokenBuckets buckets(3);
        QCOMPARE(takeAll(buckets, 1, m_start), 3);
        QCOMPARE(takeAll(buckets, 2, m_start), 3);
        QCOMPARE(takeAll(buckets, 1, m_start), 0);
    }

    void waitTakesNoToken()
    {
        TokenBuckets buckets(1);
        QCOMPARE(buckets.wait(1, m_start), 0s);
        QCOMPARE(buckets.wait(1, m_start), 0s);
        QCOMPARE(buckets.size(), 0U);
    }

    void dropsFullBuckets()
    {
        TokenBuckets buckets(60);
        for (TokenBuckets::Key key = 0; key < 1000; ++key)
            buckets.take(key, m_start);
        QCOMPARE(buckets.size(), 1000U);
        for (TokenBuckets::Key key = 0; key < 1000; ++key)
            buckets.take(key, m_start + 1s);
        QCOMPARE(buckets.size(), 1000U);
        // Each new bucket removes two full ones.
        for (TokenBuckets::Key key = 0; key < 500; ++key)
            buckets.take(5000 + key, m_start + 1h);
        QCOMPARE(buckets.size(), 500U);
        QCOMPARE(takeAll(buckets, 1, m_start + 1h), 60);
    }

    void keepsPartlyUsedBuckets()
    {
        TokenBuckets buckets(2);
        QCOMPARE(takeAll(buckets, 1, m_start), 2);
        for (TokenBuckets::Key key = 10; key < 1010; ++key)
            buckets.take(key, m_start + 29s);
        QCOMPARE(buckets.wait(1, m_start + 29s), 1s);
    }

    void dropsTheLeastRecentlyUsedBucket()
    {
        TokenBuckets buckets(1);
        for (TokenBuckets::Key key = 0; key <= TokenBuckets::maxBuckets; ++key)
            buckets.take(key, m_start);
        QCOMPARE(buckets.size(), TokenBuckets::maxBuckets);
        QCOMPARE(buckets.wait(0, m_start), 0s);
        QCOMPARE(buckets.wait(1, m_start), 60s);
        QCOMPARE(buckets.wait(TokenBuckets::maxBuckets, m_start), 60s);
    }
};

QTEST_APPLESS_MAIN(tst_TokenBuckets)
#include "tst_tokenbuckets.moc"
