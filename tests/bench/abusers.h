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
    Clock::duration last{}; // when the last one was closed, from the beginning on
    std::map<int, int> statuses; // how often each came; 0: none came
};

struct Abuse {
    AbuseResult slow; // a byte of the header at a time
    AbuseResult bodies; // of 1 GiB
};

// Opens them all at once, from addresses 127.0.1.1 and so on, 50 from each, and
// returns when all are closed or time is up.
Abuse runAbusers(quint16 port, Clock::duration time);

} // namespace WebJabber::Bench
