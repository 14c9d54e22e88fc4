// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/keyedsemaphore.h"

#include <QTest>

using namespace WebJabber;

class tst_KeyedSemaphore : public QObject
{
    Q_OBJECT

private:
    using Semaphore = KeyedSemaphore<char, int>;

    // The waiters that may start now.
    static QList<int> take(Semaphore &semaphore)
    {
        QList<int> waiters;
        while (const auto turn = semaphore.next())
            waiters.append(turn->waiter);
        return waiters;
    }

private Q_SLOTS:
    void keysTakeTurns()
    {
        Semaphore semaphore(2);
        for (const int waiter : {1, 2, 3})
            semaphore.enqueue('a', waiter);
        semaphore.enqueue('b', 4);
        QVERIFY(semaphore.hasNext());
        QCOMPARE(take(semaphore), (QList{1, 4, 2}));
        QVERIFY(!semaphore.hasNext());
        QVERIFY(semaphore.hasWaiting('a'));
        semaphore.release('b');
        QCOMPARE(take(semaphore), QList<int>());
        semaphore.release('a');
        QCOMPARE(take(semaphore), QList{3});
        QCOMPARE(semaphore.taken('a'), 2);
        QCOMPARE(semaphore.taken(), 2);
    }

    void theTotalIsBounded()
    {
        Semaphore semaphore(2, 3);
        QVERIFY(semaphore.tryTake('a'));
        QVERIFY(semaphore.tryTake('a'));
        QVERIFY(!semaphore.tryTake('a'));
        QVERIFY(semaphore.tryTake('b'));
        QVERIFY(!semaphore.tryTake('c'));
        semaphore.enqueue('c', 1);
        QCOMPARE(take(semaphore), QList<int>());
        semaphore.release('a');
        QCOMPARE(take(semaphore), QList{1});
    }

    void nobodyPassesWhoWaits()
    {
        Semaphore semaphore(1);
        QVERIFY(semaphore.tryTake('a'));
        semaphore.enqueue('a', 1);
        semaphore.release('a');
        QVERIFY(!semaphore.tryTake('a'));
        QVERIFY(semaphore.tryTake('b'));
        QCOMPARE(take(semaphore), QList{1});
    }

    void aLimitMayChange()
    {
        Semaphore semaphore(2);
        for (const int waiter : {1, 2, 3, 4})
            semaphore.enqueue('a', waiter);
        semaphore.setLimit('a', 0); // while it is in turn
        QCOMPARE(take(semaphore), QList<int>());
        QCOMPARE(semaphore.limit('a'), 0);
        semaphore.setLimit('a', 3);
        QCOMPARE(take(semaphore), (QList{1, 2, 3}));
        semaphore.setLimit('a', 2);
        semaphore.release('a');
        QCOMPARE(take(semaphore), QList<int>());
        semaphore.release('a');
        QCOMPARE(take(semaphore), QList{4});
        QCOMPARE(semaphore.limit('b'), 2);
    }
};

QTEST_GUILESS_MAIN(tst_KeyedSemaphore)
#include "tst_keyedsemaphore.moc"
