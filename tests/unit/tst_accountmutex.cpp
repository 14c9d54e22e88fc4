// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/accountmutex.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_AccountMutex : public QObject
{
    Q_OBJECT

private:
    const Jid m_romeo = Jid::fromServer(u"romeo@example.net"_s);
    const Jid m_juliet = Jid::fromServer(u"juliet@example.org"_s);

private Q_SLOTS:
    void firstTurnStartsAtOnce()
    {
        AccountMutex mutex;
        bool began = false;
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &) { began = true; });
        QVERIFY(began);
    }

    void nextTurnStartsAfterRelease()
    {
        AccountMutex mutex;
        AccountMutex::Release first;
        QStringList order;
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &) { order += u"second"_s; });
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &) { order += u"third"_s; });
        QCoreApplication::processEvents();
        QVERIFY(order.isEmpty());
        first();
        QTRY_COMPARE(order, QStringList({u"second"_s, u"third"_s}));
    }

    void destroyedReleaseEndsTheTurn()
    {
        AccountMutex mutex;
        AccountMutex::Release first;
        bool began = false;
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &) { began = true; });
        first = nullptr;
        QTRY_VERIFY(began);
    }

    void repeatedReleaseHasNoEffect()
    {
        AccountMutex mutex;
        AccountMutex::Release first;
        AccountMutex::Release second;
        bool thirdBegan = false;
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &release) { second = release; });
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &) { thirdBegan = true; });
        first();
        first();
        QTRY_VERIFY(second);
        QCoreApplication::processEvents();
        QVERIFY(!thirdBegan);
        second();
        QTRY_VERIFY(thirdBegan);
    }

    void accountsAreIndependent()
    {
        AccountMutex mutex;
        AccountMutex::Release first;
        bool began = false;
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        mutex.acquire(m_juliet, [&](const AccountMutex::Release &) { began = true; });
        QVERIFY(began);
    }

    void survivesAThousandWaitingReaders()
    {
        AccountMutex mutex;
        int served = 0;
        AccountMutex::Release first;
        mutex.acquire(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        for (int i = 0; i < 1000; ++i)
            mutex.acquire(m_romeo, [&](const AccountMutex::Release &) { ++served; });
        first();
        QTRY_COMPARE(served, 1000);
    }

    void mayBeDestroyedBeforeItsTurns()
    {
        auto mutex = std::make_unique<AccountMutex>();
        AccountMutex::Release release;
        mutex->acquire(m_romeo, [&](const AccountMutex::Release &given) { release = given; });
        mutex.reset();
        release();
    }
};

QTEST_GUILESS_MAIN(tst_AccountMutex)
#include "tst_accountmutex.moc"
