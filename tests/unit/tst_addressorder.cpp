// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/addressorder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_AddressOrder : public QObject
{
    Q_OBJECT

private:
    static QList<QHostAddress> addresses(const QStringList &texts)
    {
        QList<QHostAddress> list;
        for (const QString &text : texts)
            list.append(QHostAddress(text));
        return list;
    }

    static QStringList texts(const QList<QHostAddress> &addresses)
    {
        QStringList list;
        for (const QHostAddress &address : addresses)
            list.append(address.toString());
        return list;
    }

private Q_SLOTS:
    void familiesAlternate_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QStringList>("unrouted");
        QTest::addColumn<QStringList>("expected");
        const QStringList both{u"192.0.2.1"_s, u"192.0.2.2"_s, u"2001:db8::1"_s, u"2001:db8::2"_s};
        QTest::newRow("both") << both << QStringList()
                              << QStringList{u"2001:db8::1"_s, u"192.0.2.1"_s, u"2001:db8::2"_s, u"192.0.2.2"_s};
        QTest::newRow("no IPv6 here") << both << QStringList{u"2001:db8::1"_s, u"2001:db8::2"_s}
                                      << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s, u"2001:db8::1"_s,
                                                     u"2001:db8::2"_s};
        QTest::newRow("IPv4") << QStringList{u"192.0.2.2"_s, u"192.0.2.1"_s} << QStringList()
                              << QStringList{u"192.0.2.2"_s, u"192.0.2.1"_s};
        QTest::newRow("twice") << QStringList{u"192.0.2.1"_s, u"192.0.2.1"_s} << QStringList()
                               << QStringList{u"192.0.2.1"_s};
        QTest::newRow("none") << QStringList() << QStringList() << QStringList();
    }
    void familiesAlternate()
    {
        QFETCH(QStringList, given);
        QFETCH(QStringList, unrouted);
        const auto isRouted = [&](const QHostAddress &address) { return !unrouted.contains(address.toString()); };
        QTEST(texts(inAddressOrder(addresses(given), isRouted)), "expected");
    }

    void numberIsLimited()
    {
        QStringList many;
        for (int i = 0; i < 200; ++i)
            many << u"192.0.2.%1"_s.arg(i) << u"2001:db8::%1"_s.arg(i, 0, 16);
        int checks = 0;
        const auto ordered = inAddressOrder(addresses(many), [&](const QHostAddress &) { return ++checks > 0; });
        QCOMPARE(ordered.size(), maxAddresses);
        QVERIFY(checks <= 4 * maxAddresses);
        QCOMPARE(ordered.at(1).toString(), u"192.0.2.0"_s);
    }

    void thisMachineHasARouteToItself() { QVERIFY(hasRoute(QHostAddress(QHostAddress::LocalHost))); }
};

QTEST_GUILESS_MAIN(tst_AddressOrder)
#include "tst_addressorder.moc"
