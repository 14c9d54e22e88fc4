// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/daemonprocess.h"

#include "hostileresult.h"
#include "wakeupmeter.h"

namespace WebJabber::Bench {

struct HostilePlan {
    std::chrono::seconds time{600};
    int accounts = 100; // good accounts
    double rate = 100; // messages to them per second, in total
    double hostileStanzas = 200; // stanzas of the hostile correspondent to them per second, in total
    int hostilePerDomain = 3;
    qint64 pace = 0; // bytes per second to each hostile account; 0: unlimited
    bool isPeaceful = false; // without hostile parties: measures the cost of the same load alone
    QString logFile; // for the daemon's log; empty: it is not kept
};

// A webjabberd with good accounts at a good server, and hostile parties at the same time; see bench_hostile --help.
class HostileBench
{
public:
    explicit HostileBench(const HostilePlan &plan);

    // Prints a line every ten seconds.
    HostileResult run();

private:
    QByteArray configuration() const;
    QList<QByteArray> signIn(const QStringList &jids);
    void begin();
    void watch(DaemonRecord &record);
    void printProgress(const DaemonRecord &record);
    void finish(HostileResult &result, DaemonRecord &record);
    ProcessorShares shares(const DaemonRecord &record) const;

    HostilePlan m_plan;
    LoadServerProcess m_goodServer;
    HostileParties m_hostile;
    Test::DaemonProcess m_daemon;
    std::unique_ptr<GoodReaders> m_readers;
    std::unique_ptr<GoodWriters> m_writers;
    Clock::time_point m_begin;
    std::chrono::nanoseconds m_goodServerBefore{}; // processor time at the start
    qsizetype m_printedWaits = 0;
};

} // namespace WebJabber::Bench
