// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostilebench.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace WebJabber::Bench;

static const QString description =
    uR"(Runs webjabberd with good accounts and hostile parties beside each other, and tells
what the good ones felt of it. 100 good accounts get one message a second each and read it over SSE; ten of
them write one a second each. Beside them, each as fast as the daemon takes it:

  a hostile XMPP server with 57 accounts of its own that are signed in here: floods, deep and huge stanzas,
  roster pushes and requests without end, malformed XML, kicks, 100,000 SCRAM rounds, silence and so on;
  a hostile correspondent on the good server, who writes to the good accounts (paced, as it shares their
  streams): deep, huge and forged stanzas, requests for contact, the same id again and again;
  a hostile HTTP client: slow headers, huge bodies, bad pipelines, failed sign-ins, random tokens and so on.

The good server is the loadserver of bench_gateway, not Prosody: it stamps each message when it writes it
to the daemon's socket, so that only the daemon's delay is measured, and it does not itself suffer from the
hostile correspondent. The hostile server and client run at nice 10.

Exits 1 if a good message was lost, came twice or was late by more than a second, if a forged message was
believed, or if the daemon's memory grew past its bound.)"_s;

static void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addOption({u"seconds"_s, u"How long it lasts (default: 600)."_s, u"time"_s, u"600"_s});
    parser.addOption(
        {u"accounts"_s, u"Good accounts, with one message a second each (default: 100)."_s, u"count"_s, u"100"_s});
    parser.addOption({u"annoyances"_s,
                      u"Stanzas a second of the hostile correspondent to all of them (default: 200)."_s, u"rate"_s,
                      u"200"_s});
    parser.addOption({u"pace"_s,
                      u"Bytes a second that the hostile server writes to each account at most; 0 (default): as fast as "
                      "the daemon takes them."_s,
                      u"bytes"_s, u"0"_s});
    parser.addOption({u"peaceful"_s, u"Nobody is hostile: the same good load alone, to compare with."_s});
    parser.addOption({u"log"_s, u"Where to write the daemon's log in the end."_s, u"file"_s});
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    HostilePlan plan{.time = std::chrono::seconds(parser.value(u"seconds"_s).toInt()),
                     .accounts = parser.value(u"accounts"_s).toInt(),
                     .hostileStanzas = parser.value(u"annoyances"_s).toDouble(),
                     .pace = parser.value(u"pace"_s).toLongLong(),
                     .isPeaceful = parser.isSet(u"peaceful"_s),
                     .logFile = parser.value(u"log"_s)};
    plan.rate = plan.accounts;
    if (plan.time.count() < 10 || plan.accounts < 1 || plan.hostileStanzas <= 0 || plan.pace < 0) {
        std::fprintf(stderr, "bench_hostile: these numbers make no sense; see --help\n");
        return 2;
    }
    const HostileResult result = HostileBench(plan).run();
    result.print();
    return result.faults().isEmpty() ? 0 : 1;
}
