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
    double daemonWaiting = 0; // share of the time in which the main thread was ready to run but had no processor
    double goodServer = 0;
    double hostileServer = 0;
    double hostileClient = 0;
};

// All results of bench_hostile.
struct HostileResult {
    std::chrono::duration<double> time{};
    Readings readings;
    Writings writings;
    LoadStatistics goodServer; // "sent", and the messages posted to it
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
    bool hasDaemonEnded = false; // without being stopped

    // The memory that the daemon's documented limits allow.
    double memoryBound() const;
    // Violated expectations, one per line.
    QStringList faults() const;
    void print() const;

private:
    void printHostile() const;
    void printMemory() const;
};

// The values need no order; 0 if there are none.
double percentile(QList<double> values, double part);

} // namespace WebJabber::Bench
