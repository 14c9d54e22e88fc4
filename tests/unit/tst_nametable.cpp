// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/nametable.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

enum class Fruit { Apple, Pear };
static constexpr NameTable fruitNames(std::array{
    std::pair(Fruit::Apple, "apple"_L1),
    std::pair(Fruit::Pear, "pear"_L1),
});

class tst_NameTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValueHasItsName()
    {
        QCOMPARE(fruitNames[Fruit::Apple], "apple"_L1);
        QCOMPARE(fruitNames[Fruit::Pear], "pear"_L1);
        QCOMPARE(fruitNames.names(), QStringList({u"apple"_s, u"pear"_s}));
    }
    void findsAValueByItsExactName()
    {
        QCOMPARE(fruitNames.find(u"pear"), Fruit::Pear);
        QCOMPARE(fruitNames.find(u"Pear"), std::nullopt);
        QCOMPARE(fruitNames.find(u"pea"), std::nullopt);
        QCOMPARE(fruitNames.find(u""), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(tst_NameTable)
#include "tst_nametable.moc"
