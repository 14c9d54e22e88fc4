// SPDX-License-Identifier: GPL-3.0-or-later
#include "processmeter.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <ctime>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Bench {

double residentBytes(qint64 pid)
{
    QFile file(u"/proc/%1/statm"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("a process that is measured has ended");
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE));
}

std::chrono::nanoseconds processorTime(qint64 pid)
{
    clockid_t clock = 0;
    timespec time{};
    if (clock_getcpuclockid(pid_t(pid), &clock) != 0 || clock_gettime(clock, &time) != 0)
        qFatal("a process that is measured has ended");
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double processorShare(qint64 pid, std::chrono::milliseconds time)
{
    const auto processor = processorTime(pid);
    const auto begin = std::chrono::steady_clock::now();
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
    return std::chrono::duration<double>(processorTime(pid) - processor)
        / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin);
}

void awaitIdle(qint64 pid)
{
    static constexpr double nextToNothing = 0.02;
    for (int i = 0; i < 60 && processorShare(pid, 1s) > nextToNothing; ++i) { }
}

} // namespace WebJabber::Bench
