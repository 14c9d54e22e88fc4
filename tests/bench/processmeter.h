// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <chrono>

namespace WebJabber::Bench {

// The process must be running.
double residentBytes(qint64 pid);
// User and system time of all threads.
std::chrono::nanoseconds processorTime(qint64 pid);
// The share of a core over this time. Runs the event loop meanwhile.
double processorShare(qint64 pid, std::chrono::milliseconds time);
// Returns when the process is nearly idle, or after a minute.
void awaitIdle(qint64 pid);

} // namespace WebJabber::Bench
