// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serviceorder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_ServiceOrder : public QObject
{
    Q_OBJECT

private:
    static QStringList targets(const QList<ServiceRecord> &records)
    {
        QStringList list;
        for (const ServiceRecord &record : records)
            list.append(record.target);
        return list;
    }

private Q_SLOTS:
    void priorityComesFirst()
    {
        const QList<ServiceRecord> records{{u"c"_s, 1, 20, 0}, {u"a"_s, 1, 0, 5}, {u"b"_s, 1, 10, 9'999}};
        QCOMPARE(targets(inServiceOrder(records)), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }

    // RFC 2782: the first record whose running sum is at least the random number.
    void weightDecides_data()
    {
        QTest::addColumn<quint32>("number");
        QTest::addColumn<QString>("first");
        QTest::newRow("0: the one without weight") << 0U << u"zero"_s;
        QTest::newRow("1") << 1U << u"ten"_s;
        QTest::newRow("10") << 10U << u"ten"_s;
        QTest::newRow("11") << 11U << u"thirty"_s;
        QTest::newRow("40") << 40U << u"thirty"_s;
    }
    void weightDecides()
    {
        QFETCH(quint32, number);
        const QList<ServiceRecord> records{{u"ten"_s, 1, 0, 10}, {u"thirty"_s, 1, 0, 30}, {u"zero"_s, 1, 0, 0}};
        const auto ordered = inServiceOrder(records, [&](quint32 bound) { return std::min(bound, number); });
        QCOMPARE(ordered.size(), 3);
        QTEST(ordered.first().target, "first");
    }

    void allRemain()
    {
        QList<ServiceRecord> records;
        for (quint16 i = 0; i < 50; ++i)
            records.append({QString::number(i), i, quint16(i % 3), 65'535});
        auto ordered = targets(inServiceOrder(records));
        QCOMPARE(QSet<QString>(ordered.begin(), ordered.end()).size(), 50);
        QVERIFY(inServiceOrder(QList<ServiceRecord>()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ServiceOrder)
#include "tst_serviceorder.moc"
