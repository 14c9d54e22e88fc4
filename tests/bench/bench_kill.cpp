// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/killrun.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber::Test;

static void print(const char *victim, const KillReport &report, const char *end)
{
    std::printf("%-12s %6d %8d %8d %6d %6d %10d %17.1f %8.0f%s", victim, report.kills, report.sent, report.received,
                report.lost, report.twice, report.disordered, double(report.longestOutage / 1ms) / 1000.0,
                double(report.duration / 1s), end);
    std::fflush(stdout);
}

// Kills the daemon, or the XMPP server, while accounts write to each other; see KillRun.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"kills"_s, u"How often to kill (default: 200)."_s, u"count"_s, u"200"_s});
    parser.addOption({u"accounts"_s, u"How many write to each other (default: 20)."_s, u"count"_s, u"20"_s});
    parser.addOption({u"messages"_s, u"How many they write in all (default: 100000)."_s, u"count"_s, u"100000"_s});
    parser.addOption({u"victim"_s, u"daemon or server (default: daemon)."_s, u"who"_s, u"daemon"_s});
    parser.addOption({u"seed"_s, u"Of the random moments (default: 1)."_s, u"number"_s, u"1"_s});
    parser.process(application);
    KillPlan plan{.accounts = parser.value(u"accounts"_s).toInt(),
                  .messages = parser.value(u"messages"_s).toInt(),
                  .kills = parser.value(u"kills"_s).toInt(),
                  .victim = parser.value(u"victim"_s) == "server"_L1 ? Victim::XmppServer : Victim::Daemon,
                  .seed = parser.value(u"seed"_s).toUInt()};
    plan.messages -= plan.messages % std::max(plan.accounts, 1);
    if (plan.accounts < 2 || plan.kills < 1 || plan.messages / (plan.kills + 1) <= plan.accounts) {
        std::fprintf(stderr,
                     "bench_kill: it takes 2 accounts, a kill, and for every kill more messages than accounts\n");
        return 2;
    }
    const char *const victim = plan.victim == Victim::Daemon ? "webjabberd" : "Prosody";
    std::printf("%-12s %6s %8s %8s %6s %6s %10s %17s %8s\n", "killed", "kills", "sent", "received", "lost", "twice",
                "disordered", "longest outage, s", "time, s");
    // During the run a message counted as "lost" may still be in transit.
    KillRun run(QStringLiteral(WEBJABBERD_PATH), plan, [&](const KillReport &report) { print(victim, report, "\r"); });
    const KillReport report = run.run();
    print(victim, report, "\n");
    for (const QString &error : report.errors)
        std::fprintf(stderr, "%s\n", qPrintable(error));
    return report.errors.isEmpty() && report.lost + report.twice + report.disordered == 0 ? 0 : 1;
}
