// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/readerattention.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace WebJabber;

// Whether a push may wait for clients that read live.
class tst_ReaderAttention : public QObject
{
    Q_OBJECT

private:
    static constexpr auto tooLong = ReaderAttention::patience + 1ms;
    const ReaderAttention::Time m_start{1h};

private Q_SLOTS:
    void holdsAsLongAsThereIsNothingToAcknowledge() { QVERIFY(ReaderAttention().holds(m_start)); }

    void endsWithAnEventThatIsNotAcknowledged()
    {
        ReaderAttention attention;
        attention.appended(7, m_start);
        QVERIFY(attention.holds(m_start + ReaderAttention::patience));
        QVERIFY(!attention.holds(m_start + tooLong));
    }

    void isNotRenewedByFurtherEvents()
    {
        ReaderAttention attention;
        for (int i = 0; i < 20; ++i)
            attention.appended(7 + i, m_start + i * 1s);
        QVERIFY(!attention.holds(m_start + 20s));
    }

    void comesBackWithTheAcknowledgement()
    {
        ReaderAttention attention;
        attention.appended(7, m_start);
        attention.acknowledged(6);
        QVERIFY(!attention.holds(m_start + tooLong));
        attention.acknowledged(7);
        QVERIFY(attention.holds(m_start + tooLong));
    }

    void isKeptByAReaderThatIsBehindButFollows()
    {
        ReaderAttention attention;
        attention.appended(7, m_start);
        attention.appended(8, m_start + 8s);
        attention.acknowledged(7);
        QVERIFY(attention.holds(m_start + tooLong));
        QVERIFY(!attention.holds(m_start + 8s + tooLong));
    }
};

QTEST_GUILESS_MAIN(tst_ReaderAttention)
#include "tst_readerattention.moc"
