// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ackmonitor.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace WebJabber;

// Whether a push may wait for clients that read live.
class tst_ReaderAttention : public QObject
{
    Q_OBJECT

private:
    static constexpr auto tooLong = AckMonitor::ackTimeout + 1ms;
    const AckMonitor::Time m_start{1h};

private Q_SLOTS:
    void isOnTimeWithNothingToAcknowledge() { QVERIFY(AckMonitor().isOnTime(m_start)); }

    void isLateAfterAnUnacknowledgedEvent()
    {
        AckMonitor ackMonitor;
        ackMonitor.appended(7, m_start);
        QVERIFY(ackMonitor.isOnTime(m_start + AckMonitor::ackTimeout));
        QVERIFY(!ackMonitor.isOnTime(m_start + tooLong));
    }

    void furtherEventsDoNotExtendTheTimeout()
    {
        AckMonitor ackMonitor;
        for (int i = 0; i < 20; ++i)
            ackMonitor.appended(7 + i, m_start + i * 1s);
        QVERIFY(!ackMonitor.isOnTime(m_start + 20s));
    }

    void acknowledgementRestoresIt()
    {
        AckMonitor ackMonitor;
        ackMonitor.appended(7, m_start);
        ackMonitor.acknowledged(6);
        QVERIFY(!ackMonitor.isOnTime(m_start + tooLong));
        ackMonitor.acknowledged(7);
        QVERIFY(ackMonitor.isOnTime(m_start + tooLong));
    }

    void isOnTimeWhileTheReaderFollows()
    {
        AckMonitor ackMonitor;
        ackMonitor.appended(7, m_start);
        ackMonitor.appended(8, m_start + 8s);
        ackMonitor.acknowledged(7);
        QVERIFY(ackMonitor.isOnTime(m_start + tooLong));
        QVERIFY(!ackMonitor.isOnTime(m_start + 8s + tooLong));
    }
};

QTEST_GUILESS_MAIN(tst_ReaderAttention)
#include "tst_ackmonitor.moc"
