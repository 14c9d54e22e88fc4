// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/originthrottle.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

using Result = OriginThrottle::Result;

class tst_OriginGate : public QObject
{
    Q_OBJECT

private:
    const QDateTime m_now{QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC};

    // All pushes that may start now.
    static QStringList take(OriginThrottle &gate, const QDateTime &now)
    {
        QStringList ids;
        while (const auto turn = gate.next(now))
            ids.append(turn->id);
        return ids;
    }

    static void breakOrigin(OriginThrottle &gate, const QString &origin, const QDateTime &now)
    {
        for (int i = 0; i < OriginThrottle::failuresToBreak; ++i) {
            gate.enter(origin, u"x"_s);
            QCOMPARE(take(gate, now), QStringList{u"x"_s});
            gate.leave(origin, Result::Bad, now);
        }
    }

private Q_SLOTS:
    void fourOfOneOriginInTheirTurn()
    {
        OriginThrottle gate;
        for (int i = 0; i < 6; ++i)
            gate.enter(u"a"_s, QString::number(i));
        gate.enter(u"b"_s, u"other"_s);
        QCOMPARE(take(gate, m_now), (QStringList{u"0"_s, u"other"_s, u"1"_s, u"2"_s, u"3"_s}));
        gate.leave(u"a"_s, Result::Good, m_now);
        QCOMPARE(take(gate, m_now), QStringList{u"4"_s});
        gate.leave(u"b"_s, Result::Good, m_now);
        QCOMPARE(take(gate, m_now), QStringList());
        gate.leave(u"a"_s, Result::None, m_now);
        QCOMPARE(take(gate, m_now), QStringList{u"5"_s});
        for (int i = 0; i < 4; ++i)
            gate.leave(u"a"_s, Result::Good, m_now);
        QCOMPARE(gate.inFlight(), 0);
    }

    void sixtyFourInAll()
    {
        OriginThrottle gate;
        for (int i = 0; i < 100; ++i)
            gate.enter(u"origin %1"_s.arg(i), QString::number(i));
        QCOMPARE(take(gate, m_now).size(), 64);
        gate.leave(u"origin 0"_s, Result::Good, m_now);
        QCOMPARE(take(gate, m_now), QStringList{u"64"_s});
    }

    void aBrokenServerIsProbed()
    {
        OriginThrottle gate;
        breakOrigin(gate, u"a"_s, m_now);
        QVERIFY(gate.isBroken(u"a"_s));
        for (int i = 0; i < 6; ++i)
            gate.enter(u"a"_s, QString::number(i));
        gate.enter(u"b"_s, u"other"_s);
        QCOMPARE(take(gate, m_now), QStringList{u"other"_s}); // it does not delay others
        QCOMPARE(gate.nextProbe(), m_now + 30s);
        QCOMPARE(take(gate, m_now + 29s), QStringList());
        QCOMPARE(take(gate, m_now + 30s), QStringList{u"0"_s}); // one, not four
        gate.leave(u"a"_s, Result::Bad, m_now + 40s);
        QCOMPARE(take(gate, m_now + 69s), QStringList());
        QCOMPARE(take(gate, m_now + 70s), QStringList{u"1"_s});
        gate.leave(u"a"_s, Result::Good, m_now + 71s);
        QVERIFY(!gate.isBroken(u"a"_s));
        QCOMPARE(take(gate, m_now + 71s), (QStringList{u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
        QVERIFY(!gate.nextProbe().isValid());
    }

    void aProbeThatWasNotMadeIsMadeByTheNext()
    {
        OriginThrottle gate;
        breakOrigin(gate, u"a"_s, m_now);
        gate.enter(u"a"_s, u"1"_s);
        gate.enter(u"a"_s, u"2"_s);
        QCOMPARE(take(gate, m_now + 30s), QStringList{u"1"_s});
        gate.leave(u"a"_s, Result::None, m_now + 30s);
        QCOMPARE(take(gate, m_now + 30s), QStringList{u"2"_s});
    }

    void oneAnswerInBetweenIsEnough()
    {
        OriginThrottle gate;
        for (int i = 0; i < 30; ++i) {
            gate.enter(u"a"_s, u"x"_s);
            QCOMPARE(take(gate, m_now), QStringList{u"x"_s});
            gate.leave(u"a"_s, i % OriginThrottle::failuresToBreak == 9 ? Result::Good : Result::Bad, m_now);
        }
        QVERIFY(!gate.isBroken(u"a"_s));
    }

    void requestsUnderWayWhenItBreaks()
    {
        OriginThrottle gate;
        for (int i = 0; i < 20; ++i)
            gate.enter(u"a"_s, QString::number(i));
        QCOMPARE(take(gate, m_now).size(), 4);
        for (int i = 0; i < 8; ++i) {
            gate.leave(u"a"_s, Result::Bad, m_now);
            QCOMPARE(take(gate, m_now).size(), 1);
        }
        // Two more failures open the circuit while three are in flight.
        gate.leave(u"a"_s, Result::Bad, m_now);
        QCOMPARE(take(gate, m_now).size(), 1);
        gate.leave(u"a"_s, Result::Bad, m_now);
        QVERIFY(gate.isBroken(u"a"_s));
        QCOMPARE(take(gate, m_now + 1h), QStringList());
        for (int i = 0; i < 3; ++i)
            gate.leave(u"a"_s, Result::Bad, m_now);
        QCOMPARE(take(gate, m_now + 29s), QStringList());
        QCOMPARE(take(gate, m_now + 30s).size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_OriginGate)
#include "tst_originthrottle.moc"
