// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/addressattempts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

using Milliseconds = std::chrono::milliseconds;

class tst_AddressAttempts : public QObject
{
    Q_OBJECT

private:
    static QList<ServerAddress> addresses(int count)
    {
        QList<ServerAddress> list;
        for (int i = 0; i < count; ++i)
            list.append({u"host%1"_s.arg(i), 5222, false, QHostAddress(u"192.0.2.%1"_s.arg(i + 1))});
        return list;
    }

private Q_SLOTS:
    void timeIsSharedEqually_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<Milliseconds>("login");
        QTest::addColumn<Milliseconds>("bound");
        QTest::newRow("two") << 2 << Milliseconds(20s) << Milliseconds(5s);
        QTest::newRow("four") << 4 << Milliseconds(20s) << Milliseconds(5s);
        QTest::newRow("six") << 6 << Milliseconds(18s) << Milliseconds(3s);
        QTest::newRow("hurried") << 2 << Milliseconds(2s) << Milliseconds(1s);
    }
    void timeIsSharedEqually()
    {
        QFETCH(int, count);
        QFETCH(Milliseconds, login);
        QFETCH(Milliseconds, bound);
        AddressAttempts attempts(addresses(count), QDeadlineTimer(login));
        QCOMPARE(attempts.next().host, u"host0"_s);
        const auto connect = attempts.connectBound();
        QVERIFY(connect);
        QVERIFY2(*connect <= bound && *connect > bound / 2, qPrintable(QString::number(connect->count())));
        const auto answer = attempts.answerBound();
        QVERIFY(answer);
        QVERIFY2(*answer <= bound && *answer > bound / 2, qPrintable(QString::number(answer->count())));
    }

    void lastAddressGetsTheRemainingTime()
    {
        AddressAttempts attempts(addresses(2), QDeadlineTimer(20s));
        attempts.next();
        QVERIFY(!attempts.isAtEnd());
        QCOMPARE(attempts.next().host, u"host1"_s);
        QVERIFY(attempts.isAtEnd());
        QVERIFY(!attempts.connectBound());
        QVERIFY(!attempts.answerBound());
    }

    void expiredTime()
    {
        AddressAttempts attempts(addresses(3), QDeadlineTimer(0));
        attempts.next();
        QCOMPARE(attempts.connectBound(), 0ms);
        QCOMPARE(attempts.answerBound(), 0ms);
    }
};

QTEST_GUILESS_MAIN(tst_AddressAttempts)
#include "tst_addressattempts.moc"
