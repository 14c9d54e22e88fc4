// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>

namespace WebJabber::Bench {

using Clock = std::chrono::steady_clock;

// A message of the loadserver that arrived at the other end.
struct Arrival {
    Clock::time_point sent; // from its id
    qint64 number = -1;
    Clock::time_point came;
};

// Reads the message's id, "NANOSECONDS-NUMBER", from an event's JSON. The number is negative if there is none.
Arrival arrivalOf(const QByteArray &json, Clock::time_point came);

struct Latency {
    double p50 = 0; // milliseconds
    double p99 = 0;
};
Latency latencyOf(const QList<Arrival> &arrivals);

// How many of the messages arrived, and how many arrived again.
struct Tally {
    qsizetype distinct = 0;
    qsizetype twice = 0;
};
Tally tallyOf(const QList<Arrival> &arrivals);

} // namespace WebJabber::Bench
