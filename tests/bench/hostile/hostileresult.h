// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemonrecord.h"
#include "goodreaders.h"
#include "goodwriters.h"
#include "hostileparties.h"
#include "loadserverprocess.h"

namespace WebJabber::Bench {

// Shares of a core.
struct ProcessorShares {
    double daemon = 0;
    double daemonWaiting = 0; // of the time: its main thread was ready, and others had the processors
    double goodServer = 0;
    double hostileServer = 0;
    double hostileClient = 0;
};

// All that bench_hostile found out.
struct HostileResult {
    std::chrono::duration<double> time{};
    Readings readings;
    Writings writings;
    LoadStatistics goodServer; // its "sent" and what was posted to it
    HostileFigures hostileServer;
    HostileFigures hostileClient;
    int hostileAccounts = 0;
    ProcessorShares shares;
    QList<double> memoryTenths; // MiB
    double memoryStart = 0;
    double memoryMost = 0;
    double memoryLast = 0;
    double memoryGrowth = 0; // in the second half
    std::chrono::milliseconds latestWakeup{};
    qint64 logLines = 0;
    bool hasDaemonEnded = false; // by itself

    // What the daemon may hold at most, by the bounds it promises.
    double memoryBound() const;
    // What is not as it should be, a line each.
    QStringList faults() const;
    void print() const;

private:
    void printHostile() const;
    void printMemory() const;
};

// Of values in any order; 0 if there are none.
double percentile(QList<double> values, double part);

} // namespace WebJabber::Bench
