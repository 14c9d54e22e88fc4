// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/originthrottle.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

using Result = OriginThrottle::Result;

class tst_OriginThrottle : public QObject
{
    Q_OBJECT

private:
    const QDateTime m_now{QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC};

    // All pushes that may start now.
    static QStringList take(OriginThrottle &throttle, const QDateTime &now)
    {
        QStringList ids;
        while (const auto turn = throttle.next(now))
            ids.append(turn->id);
        return ids;
    }

    static void breakOrigin(OriginThrottle &throttle, const QString &origin, const QDateTime &now)
    {
        for (int i = 0; i < OriginThrottle::failuresToBreak; ++i) {
            throttle.enqueue(origin, u"x"_s);
            QCOMPARE(take(throttle, now), QStringList{u"x"_s});
            throttle.release(origin, Result::Bad, now);
        }
    }

private Q_SLOTS:
    void limitsCallsPerOrigin()
    {
        OriginThrottle throttle;
        for (int i = 0; i < 6; ++i)
            throttle.enqueue(u"a"_s, QString::number(i));
        throttle.enqueue(u"b"_s, u"other"_s);
        QCOMPARE(take(throttle, m_now), (QStringList{u"0"_s, u"other"_s, u"1"_s, u"2"_s, u"3"_s}));
        throttle.release(u"a"_s, Result::Good, m_now);
        QCOMPARE(take(throttle, m_now), QStringList{u"4"_s});
        throttle.release(u"b"_s, Result::Good, m_now);
        QCOMPARE(take(throttle, m_now), QStringList());
        throttle.release(u"a"_s, Result::None, m_now);
        QCOMPARE(take(throttle, m_now), QStringList{u"5"_s});
        for (int i = 0; i < 4; ++i)
            throttle.release(u"a"_s, Result::Good, m_now);
        QCOMPARE(throttle.inFlight(), 0);
    }

    void limitsAllCalls()
    {
        OriginThrottle throttle;
        for (int i = 0; i < 100; ++i)
            throttle.enqueue(u"origin %1"_s.arg(i), QString::number(i));
        QCOMPARE(take(throttle, m_now).size(), 64);
        throttle.release(u"origin 0"_s, Result::Good, m_now);
        QCOMPARE(take(throttle, m_now), QStringList{u"64"_s});
    }

    void brokenOriginIsProbed()
    {
        OriginThrottle throttle;
        breakOrigin(throttle, u"a"_s, m_now);
        QVERIFY(throttle.isBroken(u"a"_s));
        for (int i = 0; i < 6; ++i)
            throttle.enqueue(u"a"_s, QString::number(i));
        throttle.enqueue(u"b"_s, u"other"_s);
        QCOMPARE(take(throttle, m_now), QStringList{u"other"_s}); // it does not delay others
        QCOMPARE(throttle.nextProbe(), m_now + 30s);
        QCOMPARE(take(throttle, m_now + 29s), QStringList());
        QCOMPARE(take(throttle, m_now + 30s), QStringList{u"0"_s}); // one, not four
        throttle.release(u"a"_s, Result::Bad, m_now + 40s);
        QCOMPARE(take(throttle, m_now + 69s), QStringList());
        QCOMPARE(take(throttle, m_now + 70s), QStringList{u"1"_s});
        throttle.release(u"a"_s, Result::Good, m_now + 71s);
        QVERIFY(!throttle.isBroken(u"a"_s));
        QCOMPARE(take(throttle, m_now + 71s), (QStringList{u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
        QVERIFY(!throttle.nextProbe().isValid());
    }

    void skippedProbeIsMadeByTheNextTurn()
    {
        OriginThrottle throttle;
        breakOrigin(throttle, u"a"_s, m_now);
        throttle.enqueue(u"a"_s, u"1"_s);
        throttle.enqueue(u"a"_s, u"2"_s);
        QCOMPARE(take(throttle, m_now + 30s), QStringList{u"1"_s});
        throttle.release(u"a"_s, Result::None, m_now + 30s);
        QCOMPARE(take(throttle, m_now + 30s), QStringList{u"2"_s});
    }

    void oneSuccessResetsTheFailures()
    {
        OriginThrottle throttle;
        for (int i = 0; i < 30; ++i) {
            throttle.enqueue(u"a"_s, u"x"_s);
            QCOMPARE(take(throttle, m_now), QStringList{u"x"_s});
            throttle.release(u"a"_s, i % OriginThrottle::failuresToBreak == 9 ? Result::Good : Result::Bad, m_now);
        }
        QVERIFY(!throttle.isBroken(u"a"_s));
    }

    void callsInFlightWhenTheCircuitOpens()
    {
        OriginThrottle throttle;
        for (int i = 0; i < 20; ++i)
            throttle.enqueue(u"a"_s, QString::number(i));
        QCOMPARE(take(throttle, m_now).size(), 4);
        for (int i = 0; i < 8; ++i) {
            throttle.release(u"a"_s, Result::Bad, m_now);
            QCOMPARE(take(throttle, m_now).size(), 1);
        }
        // Two more failures open the circuit while three are in flight.
        throttle.release(u"a"_s, Result::Bad, m_now);
        QCOMPARE(take(throttle, m_now).size(), 1);
        throttle.release(u"a"_s, Result::Bad, m_now);
        QVERIFY(throttle.isBroken(u"a"_s));
        QCOMPARE(take(throttle, m_now + 1h), QStringList());
        for (int i = 0; i < 3; ++i)
            throttle.release(u"a"_s, Result::Bad, m_now);
        QCOMPARE(take(throttle, m_now + 29s), QStringList());
        QCOMPARE(take(throttle, m_now + 30s).size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_OriginThrottle)
#include "tst_originthrottle.moc"
