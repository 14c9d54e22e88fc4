// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/deliverylane.h"

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
        DeliveryLane lane;
        bool began = false;
        lane.enter(m_romeo, [&](const DeliveryLane::Release &) { began = true; });
        QVERIFY(began);
    }

    void letsTheNextInAfterTheRelease()
    {
        DeliveryLane lane;
        DeliveryLane::Release first;
        QStringList order;
        lane.enter(m_romeo, [&](const DeliveryLane::Release &release) { first = release; });
        lane.enter(m_romeo, [&](const DeliveryLane::Release &) { order += u"second"_s; });
        lane.enter(m_romeo, [&](const DeliveryLane::Release &) { order += u"third"_s; });
        QCoreApplication::processEvents();
        QVERIFY(order.isEmpty());
        first();
        QTRY_COMPARE(order, QStringList({u"second"_s, u"third"_s}));
    }

    void takesALostTurnAsReleased()
    {
        DeliveryLane lane;
        DeliveryLane::Release first;
        bool began = false;
        lane.enter(m_romeo, [&](const DeliveryLane::Release &release) { first = release; });
        lane.enter(m_romeo, [&](const DeliveryLane::Release &) { began = true; });
        first = nullptr;
        QTRY_VERIFY(began);
    }

    void countsAReleaseOnce()
    {
        DeliveryLane lane;
        DeliveryLane::Release first;
        DeliveryLane::Release second;
        bool thirdBegan = false;
        lane.enter(m_romeo, [&](const DeliveryLane::Release &release) { first = release; });
        lane.enter(m_romeo, [&](const DeliveryLane::Release &release) { second = release; });
        lane.enter(m_romeo, [&](const DeliveryLane::Release &) { thirdBegan = true; });
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
        DeliveryLane lane;
        DeliveryLane::Release first;
        bool began = false;
        lane.enter(m_romeo, [&](const DeliveryLane::Release &release) { first = release; });
        lane.enter(m_juliet, [&](const DeliveryLane::Release &) { began = true; });
        QVERIFY(began);
    }

    void survivesAThousandWaitingReaders()
    {
        DeliveryLane lane;
        int served = 0;
        DeliveryLane::Release first;
        lane.enter(m_romeo, [&](const DeliveryLane::Release &release) { first = release; });
        for (int i = 0; i < 1000; ++i)
            lane.enter(m_romeo, [&](const DeliveryLane::Release &) { ++served; });
        first();
        QTRY_COMPARE(served, 1000);
    }

    void mayGoBeforeItsTurns()
    {
        auto lane = std::make_unique<DeliveryLane>();
        DeliveryLane::Release release;
        lane->enter(m_romeo, [&](const DeliveryLane::Release &given) { release = given; });
        lane.reset();
        release();
    }
};

QTEST_GUILESS_MAIN(tst_DeliveryLane)
#include "tst_deliverylane.moc"
