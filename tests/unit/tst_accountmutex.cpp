// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/accountmutex.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_DeliveryLane : public QObject
{
    Q_OBJECT

private:
    const Jid m_romeo = Jid::fromServer(u"romeo@example.net"_s);
    const Jid m_juliet = Jid::fromServer(u"juliet@example.org"_s);

private Q_SLOTS:
    void letsTheFirstInAtOnce()
    {
        AccountMutex lane;
        bool began = false;
        lane.enter(m_romeo, [&](const AccountMutex::Release &) { began = true; });
        QVERIFY(began);
    }

    void letsTheNextInAfterTheRelease()
    {
        AccountMutex lane;
        AccountMutex::Release first;
        QStringList order;
        lane.enter(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        lane.enter(m_romeo, [&](const AccountMutex::Release &) { order += u"second"_s; });
        lane.enter(m_romeo, [&](const AccountMutex::Release &) { order += u"third"_s; });
        QCoreApplication::processEvents();
        QVERIFY(order.isEmpty());
        first();
        QTRY_COMPARE(order, QStringList({u"second"_s, u"third"_s}));
    }

    void takesALostTurnAsReleased()
    {
        AccountMutex lane;
        AccountMutex::Release first;
        bool began = false;
        lane.enter(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        lane.enter(m_romeo, [&](const AccountMutex::Release &) { began = true; });
        first = nullptr;
        QTRY_VERIFY(began);
    }

    void countsAReleaseOnce()
    {
        AccountMutex lane;
        AccountMutex::Release first;
        AccountMutex::Release second;
        bool thirdBegan = false;
        lane.enter(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        lane.enter(m_romeo, [&](const AccountMutex::Release &release) { second = release; });
        lane.enter(m_romeo, [&](const AccountMutex::Release &) { thirdBegan = true; });
        first();
        first();
        QTRY_VERIFY(second);
        QCoreApplication::processEvents();
        QVERIFY(!thirdBegan);
        second();
        QTRY_VERIFY(thirdBegan);
    }

    void keepsAccountsApart()
    {
        AccountMutex lane;
        AccountMutex::Release first;
        bool began = false;
        lane.enter(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        lane.enter(m_juliet, [&](const AccountMutex::Release &) { began = true; });
        QVERIFY(began);
    }

    void survivesAThousandWaitingReaders()
    {
        AccountMutex lane;
        int served = 0;
        AccountMutex::Release first;
        lane.enter(m_romeo, [&](const AccountMutex::Release &release) { first = release; });
        for (int i = 0; i < 1000; ++i)
            lane.enter(m_romeo, [&](const AccountMutex::Release &) { ++served; });
        first();
        QTRY_COMPARE(served, 1000);
    }

    void mayGoBeforeItsTurns()
    {
        auto lane = std::make_unique<AccountMutex>();
        AccountMutex::Release release;
        lane->enter(m_romeo, [&](const AccountMutex::Release &given) { release = given; });
        lane.reset();
        release();
    }
};

QTEST_GUILESS_MAIN(tst_DeliveryLane)
#include "tst_accountmutex.moc"
