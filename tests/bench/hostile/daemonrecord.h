// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <chrono>

namespace WebJabber::Bench {

// What a process takes of the machine over time. Memory is resident, in MiB.
class DaemonRecord
{
public:
    explicit DaemonRecord(qint64 pid);

    // To be called every second or so while the process runs.
    void sample();

    double start() const { return m_memory.first(); } // when this object was made
    double last() const { return m_memory.last(); }
    double most() const; // of the samples
    // The median of each tenth of the time.
    QList<double> tenths() const;
    // From the sixth tenth to the last.
    double growthInSecondHalf() const;
    // Of a core, from the beginning to the last sample.
    double processorShare() const;
    // How much of that time its main thread was ready to run, but others had the processors.
    double waitingShare() const;
    // The processor's share over the time of the newest samples, so many.
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
