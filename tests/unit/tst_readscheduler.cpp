// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/readscheduler.h"

#include <QTest>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

class tst_ReadTurns : public QObject
{
    Q_OBJECT

private:
    ReadScheduler m_turns;

    // Takes turns until `count` is `most`, each of this processor time.
    void readOn(const QString &domain, int &count, std::chrono::milliseconds time, const int &most)
    {
        m_turns.enqueue(domain, this, [this, domain, &count, time, &most] {
            const auto end = ReadScheduler::processorTime() + time;
            while (ReadScheduler::processorTime() < end) { }
            if (++count < most)
                readOn(domain, count, time, most);
        });
    }

private Q_SLOTS:
    void neverReadsWithinTheCall()
    {
        int count = 0;
        m_turns.enqueue(u"a"_s, this, [&] { ++count; });
        QCOMPARE(count, 0);
        QTRY_COMPARE(count, 1);
    }

    void otherEventsAreServedBetweenTurns()
    {
        QList<int> order; // 0: the other work
        QTimer others;
        connect(&others, &QTimer::timeout, this, [&] { order.append(0); });
        others.start(0ms);
        for (int i = 1; i <= 10; ++i)
            m_turns.enqueue(QString::number(i), this, [&order, i] { order.append(i); });
        QTRY_VERIFY(order.contains(10));
        qsizetype last = -1;
        for (qsizetype at = 0; at < order.size(); ++at) {
            if (order.at(at) == 0)
                continue;
            QVERIFY(last < 0 || at > last + 1);
            last = at;
        }
    }

    void aDomainKeepsItsOrder()
    {
        QList<int> order;
        for (int i = 0; i < 5; ++i)
            m_turns.enqueue(u"a"_s, this, [&order, i] { order.append(i); });
        QTRY_COMPARE(order, (QList<int>{0, 1, 2, 3, 4}));
    }

    void manySessionsOfADomainDelayNoOtherDomain()
    {
        int others = 0;
        for (int i = 0; i < 1'000; ++i)
            m_turns.enqueue(u"many.example"_s, this, [&others] { ++others; });
        int before = -1;
        m_turns.enqueue(u"one.example"_s, this, [&] { before = others; });
        QTRY_VERIFY(before >= 0);
        QVERIFY2(before <= 2, QByteArray::number(before).constData());
        QTRY_COMPARE(others, 1'000);
    }

    void domainsGetEqualTimeNotEqualTurns()
    {
        int slow = 0;
        int quick = 0;
        const int most = 100;
        readOn(u"slow.example"_s, slow, 20ms, most);
        readOn(u"quick.example"_s, quick, 1ms, most);
        QTRY_COMPARE_WITH_TIMEOUT(quick, most, 20s);
        QVERIFY2(slow >= 1 && slow <= most / 4, QByteArray::number(slow).constData());
        QTRY_COMPARE_WITH_TIMEOUT(slow, most, 20s);
    }

    void dropsRequestsOfDestroyedContexts()
    {
        int count = 0;
        auto gone = std::make_unique<QObject>();
        m_turns.enqueue(u"a"_s, gone.get(), [&] { count += 100; });
        m_turns.enqueue(u"a"_s, this, [&] { ++count; });
        gone.reset();
        QTRY_COMPARE(count, 1);
    }
};

QTEST_GUILESS_MAIN(tst_ReadTurns)
#include "tst_readscheduler.moc"
