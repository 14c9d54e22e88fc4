// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <chrono>

namespace WebJabber::Bench {

// Samples a process's memory and processor time. Memory is resident, in MiB.
class DaemonRecord
{
public:
    explicit DaemonRecord(qint64 pid);

    // Call it about every second while the process runs.
    void sample();

    double start() const { return m_memory.first(); } // at construction
    double last() const { return m_memory.last(); }
    double most() const; // the largest sample
    // The median of each tenth of the time.
    QList<double> tenths() const;
    // From the sixth tenth to the last.
    double growthInSecondHalf() const;
    // The share of a core, from the start to the last sample.
    double processorShare() const;
    // The share of the time in which the main thread was ready to run but had no processor.
    double waitingShare() const;
    // The processor share over the newest `samples` samples.
    double recentShare(qsizetype samples) const;

private:
    using Clock = std::chrono::steady_clock;

    struct Processor {
        Clock::time_point time;
        std::chrono::nanoseconds used;
        std::chrono::nanoseconds waited;
    };
    static double share(const Processor &from, const Processor &to);

    qint64 m_pid;
    QList<double> m_memory;
    QList<Processor> m_processor;
};

} // namespace WebJabber::Bench
