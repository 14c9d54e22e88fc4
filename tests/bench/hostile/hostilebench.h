// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/daemonprocess.h"

#include "hostileresult.h"
#include "wakeupmeter.h"

namespace WebJabber::Bench {

struct HostilePlan {
    std::chrono::seconds time{600};
    int accounts = 100; // good ones
    double rate = 100; // of messages to them, a second in all
    double annoyances = 200; // of the hostile correspondent's stanzas to them, a second in all
    int hostilePerDomain = 3;
    qint64 pace = 0; // bytes a second to each hostile account; 0: as fast as it takes them
    bool isPeaceful = false; // nobody is hostile: what the same load costs without
    QString logFile; // for the daemon's log; empty: it is not kept
};

// A webjabberd with good accounts at a good server, and hostile parties beside
// them; see bench_hostile --help.
class HostileBench
{
public:
    explicit HostileBench(const HostilePlan &plan);

    // Prints a line every ten seconds meanwhile.
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
    std::chrono::nanoseconds m_goodServerBefore{}; // processor time when it began
    qsizetype m_printedWaits = 0;
};

} // namespace WebJabber::Bench
