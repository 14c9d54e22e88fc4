// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <chrono>
#include <map>

namespace WebJabber::Bench {

using Clock = std::chrono::steady_clock;

struct AbuseResult {
    int all = 0;
    int closed = 0;
    Clock::duration last{}; // from the start until the last one was closed
    std::map<int, int> statuses; // the count of each status; 0: no response
};

struct Abuse {
    AbuseResult slow; // send a byte of the header at a time
    AbuseResult bodies; // of 1 GiB
};

// Opens all connections at once, 50 from each of the addresses 127.0.1.1 and so on. Returns when all are closed or the
// time is up.
Abuse runAbusers(quint16 port, Clock::duration time);

} // namespace WebJabber::Bench
