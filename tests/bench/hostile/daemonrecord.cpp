// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonrecord.h"

#include "processmeter.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber::Bench {

static constexpr double mebibyte = 1024 * 1024;
static constexpr qsizetype parts = 10;

// The time that the process's main thread spent in the run queue.
static std::chrono::nanoseconds waitedFor(qint64 pid)
{
    QFile file(u"/proc/%1/schedstat"_s.arg(pid));
    return std::chrono::nanoseconds(file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong()
                                                                   : 0);
}

DaemonRecord::DaemonRecord(qint64 pid)
    : m_pid(pid)
{
    sample();
}

void DaemonRecord::sample()
{
    m_memory.append(residentBytes(m_pid) / mebibyte);
    m_processor.append({Clock::now(), processorTime(m_pid), waitedFor(m_pid)});
}

double DaemonRecord::most() const
{
    return *std::ranges::max_element(m_memory);
}

QList<double> DaemonRecord::tenths() const
{
    QList<double> result;
    for (qsizetype part = 0; part < parts; ++part) {
        const qsizetype begin = m_memory.size() * part / parts;
        QList<double> samples = m_memory.sliced(begin, m_memory.size() * (part + 1) / parts - begin);
        if (samples.isEmpty())
            continue;
        std::ranges::sort(samples);
        result.append(samples.at(samples.size() / 2));
    }
    return result;
}

double DaemonRecord::growthInSecondHalf() const
{
    const QList<double> all = tenths();
    return all.last() - all.at(all.size() / 2);
}

double DaemonRecord::share(const Processor &from, const Processor &to)
{
    const std::chrono::duration<double> time = to.time - from.time;
    return time.count() > 0 ? std::chrono::duration<double>(to.used - from.used) / time : 0;
}

double DaemonRecord::processorShare() const
{
    return share(m_processor.first(), m_processor.last());
}

double DaemonRecord::waitingShare() const
{
    const std::chrono::duration<double> time = m_processor.last().time - m_processor.first().time;
    const std::chrono::duration<double> waited = m_processor.last().waited - m_processor.first().waited;
    return time.count() > 0 ? waited / time : 0;
}

double DaemonRecord::recentShare(qsizetype samples) const
{
    return share(m_processor.at(std::max<qsizetype>(m_processor.size() - 1 - samples, 0)), m_processor.last());
}

} // namespace WebJabber::Bench
