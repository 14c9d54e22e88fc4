// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/killrun.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace WebJabber::Test;

Q_DECLARE_METATYPE(WebJabber::Test::Victim)

// Nothing is lost and nothing is duplicated if the daemon or the XMPP server is killed during traffic. bench_kill does
// the same for longer.
class tst_Kill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killsLoseAndRepeatNothing_data()
    {
        QTest::addColumn<Victim>("victim");
        QTest::newRow("daemon") << Victim::Daemon;
        QTest::newRow("XMPP server") << Victim::XmppServer;
    }
    void killsLoseAndRepeatNothing()
    {
        constexpr int kills = 8;
        constexpr int messages = 200 * kills;
        QFETCH(Victim, victim);
        KillRun run(QStringLiteral(WEBJABBERD_PATH),
                    {.accounts = 20, .messages = messages, .kills = kills, .victim = victim, .seed = 1});
        const KillReport report = run.run();
        QVERIFY2(report.errors.isEmpty(), qPrintable(report.errors.join(u'\n')));
        QCOMPARE(report.kills, kills);
        QCOMPARE(report.sent, messages + 20 * 19);
        QCOMPARE(report.lost, 0);
        QCOMPARE(report.twice, 0);
        QCOMPARE(report.disordered, 0);
        qInfo("longest outage %lld ms, %lld s in all", qint64(report.longestOutage / 1ms),
              qint64(report.duration / 1s));
    }
};

QTEST_GUILESS_MAIN(tst_Kill)
#include "tst_kill.moc"
