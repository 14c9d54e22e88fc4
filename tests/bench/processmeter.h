// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <chrono>

namespace WebJabber::Bench {

// Of a process with this id, which must be running.
double residentBytes(qint64 pid);
// User and system time of all its threads.
std::chrono::nanoseconds processorTime(qint64 pid);
// How much of a core it takes over this time; the event loop runs meanwhile.
double processorShare(qint64 pid, std::chrono::milliseconds time);
// Returns when it does next to nothing, or has been busy for a minute.
void awaitQuiet(qint64 pid);

} // namespace WebJabber::Bench
