// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaybench.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace WebJabber::Bench;

static constexpr int sparedDescriptors = 1'000; // for everything except XMPP sessions

static const QString description = uR"(Measures webjabberd with thousands of sessions at an XMPP server for load,
and what it is compared with, in the same run: bare QXmppClients, a bare route of QtHttpServer's, a bare
SQLite loop, Qt's own event dispatcher. Prints one table, each row with its target and whether it is met;
of several runs the median counts. Progress goes to stderr.

Messages come at random times, 100 a second (to push: 40) for 100 of the accounts, however many sessions
there are. Latency is from the loadserver's write to the last byte of the event at an SSE client, or of
the request at a push endpoint; the commit is in between. "CPU" is the time of all threads of webjabberd.
RSS per session leaves out what the first ten take, here as there. SCRAM is at --iterations rounds, so that
logins/s are the daemon's work and not PBKDF2's. The access log is off. All processes share the machine.

A full run takes most of an hour; --quick a few minutes.)"_s;

static int possibleDescriptors()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return int(std::min<rlim_t>(files.rlim_cur, 1 << 20));
}

static void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addOption({u"sessions"_s, u"How many, in ascending order (default: 100,1000,4000,9000)."_s, u"list"_s,
                      u"100,1000,4000,9000"_s});
    parser.addOption({u"restarted"_s, u"Sessions when the XMPP server is restarted in traffic (default: 2000)."_s,
                      u"count"_s, u"2000"_s});
    parser.addOption({u"runs"_s, u"How often to measure it all (default: 3)."_s, u"count"_s, u"3"_s});
    parser.addOption({u"seconds"_s, u"How long messages come, for each figure (default: 20)."_s, u"time"_s, u"20"_s});
    parser.addOption({u"idle"_s,
                      u"How long to watch it idle (default: 120, the time in which each session is pinged once)."_s,
                      u"time"_s, u"120"_s});
    parser.addOption({u"iterations"_s, u"Of SCRAM (default: 1; servers ask for 4096 or 10000)."_s, u"count"_s, u"1"_s});
    parser.addOption(
        {u"http"_s, u"A line for the table [http] of the daemon's configuration; may be repeated."_s, u"line"_s});
    parser.addOption({u"quick"_s, u"One run with 100 and 1000 sessions, 200 restarted, over 5 seconds."_s});
}

static std::optional<GatewayPlan> planOf(const QCommandLineParser &parser)
{
    GatewayPlan plan;
    plan.iterations = parser.value(u"iterations"_s).toInt();
    plan.httpLines = parser.values(u"http"_s).join(u'\n').toUtf8();
    if (parser.isSet(u"quick"_s)) {
        plan.sizes = {100, 1'000};
        plan.restarted = 200;
        plan.time = plan.idleTime = std::chrono::seconds(5);
        return plan;
    }
    plan.sizes.clear();
    for (const QString &size : parser.value(u"sessions"_s).split(u','))
        plan.sizes.append(size.toInt());
    plan.restarted = parser.value(u"restarted"_s).toInt();
    plan.time = std::chrono::seconds(parser.value(u"seconds"_s).toInt());
    plan.idleTime = std::chrono::seconds(parser.value(u"idle"_s).toInt());
    const bool isSound = plan.sizes.first() >= 2 && std::ranges::is_sorted(plan.sizes) && plan.restarted >= 20
        && plan.time.count() > 0 && plan.idleTime.count() > 0 && plan.iterations > 0;
    return isSound ? std::optional(plan) : std::nullopt;
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    const std::optional<GatewayPlan> plan = planOf(parser);
    const int runs = parser.isSet(u"quick"_s) ? 1 : parser.value(u"runs"_s).toInt();
    if (!plan || runs < 1) {
        std::fprintf(stderr, "bench_gateway: these numbers make no sense; see --help\n");
        return 2;
    }
    if (std::max(plan->sizes.last(), plan->restarted) + sparedDescriptors > possibleDescriptors()) {
        std::fprintf(stderr, "bench_gateway: %d sessions need more descriptors than a process may have here\n",
                     plan->sizes.last());
        return 2;
    }
    qputenv("QT_NO_GLIB", "1"); // the faster of Qt's dispatchers
    QLoggingCategory::setFilterRules(u"webjabber.store.info=false"_s);

    Figures figures;
    GatewayBench bench(*plan, figures);
    for (int run = 1; run <= runs; ++run) {
        std::fprintf(stderr, "run %d of %d\n", run, runs);
        bench.run();
    }
    QList<int> columns = plan->sizes;
    if (!columns.contains(plan->restarted))
        columns.insert(std::ranges::lower_bound(columns, plan->restarted) - columns.begin(), plan->restarted);
    figures.print(columns);
    return 0;
}
