// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/epolldispatcher.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;

// The cost of a wake-up beside a number of idle connections: a byte circulates, and the thread's processor time per
// round is printed.

static constexpr std::array idleCounts{50, 1'000, 4'000, 9'000};
static constexpr int runs = 3;
static constexpr auto timeOfRun = 400ms;
static constexpr int sparedDescriptors = 100;

enum class Kind { OwnerOnly, Poll, Glib };
static constexpr std::array kinds{Kind::OwnerOnly, Kind::Poll, Kind::Glib};

// A descriptor that becomes readable on command.
class Event
{
public:
    Event()
        : m_descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        if (m_descriptor < 0)
            qFatal("eventfd: %s", qPrintable(qt_error_string()));
    }
    ~Event() { close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(Event)

    int descriptor() const { return m_descriptor; }
    void set() const { eventfd_write(m_descriptor, 1); }
    void take() const
    {
        eventfd_t value = 0;
        eventfd_read(m_descriptor, &value);
    }

private:
    int m_descriptor;
};

static std::chrono::nanoseconds threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// In microseconds. Runs on the measured thread.
static double costOfWakeUp(int idleCount)
{
    std::vector<std::unique_ptr<Event>> idle;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    for (int i = 0; i < idleCount; ++i) {
        idle.push_back(std::make_unique<Event>());
        notifiers.push_back(std::make_unique<QSocketNotifier>(idle.back()->descriptor(), QSocketNotifier::Read));
    }
    // Two that trigger each other in turn, like the ends of a connection.
    const std::array<Event, 2> busy;
    qint64 count = 0;
    for (int i = 0; i < 2; ++i) {
        notifiers.push_back(std::make_unique<QSocketNotifier>(busy.at(i).descriptor(), QSocketNotifier::Read));
        QObject::connect(notifiers.back().get(), &QSocketNotifier::activated, notifiers.back().get(),
                         [&busy, &count, i] {
                             busy.at(i).take();
                             busy.at(1 - i).set();
                             ++count;
                         });
    }
    QEventLoop loop;
    busy.front().set();
    while (count < 100)
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    count = 0;
    const auto begin = threadTime();
    while (threadTime() - begin < timeOfRun) {
        const qint64 next = count + 20;
        while (count < next)
            loop.processEvents(QEventLoop::WaitForMoreEvents);
    }
    return std::chrono::duration<double, std::micro>(threadTime() - begin).count() / double(count);
}

static double measure(Kind kind, int idleCount)
{
    qputenv("QT_NO_GLIB", kind == Kind::Glib ? "" : "1");
    double cost = 0;
    const std::unique_ptr<QThread> thread(QThread::create([&] { cost = costOfWakeUp(idleCount); }));
    if (kind == Kind::OwnerOnly)
        thread->setEventDispatcher(new EpollDispatcher); // owned by the thread
    thread->start();
    thread->wait();
    return cost;
}

static double median(Kind kind, int idleCount)
{
    std::array<double, runs> costs{};
    for (double &cost : costs)
        cost = measure(kind, idleCount);
    std::ranges::sort(costs);
    return costs.at(runs / 2);
}

static int possibleDescriptors()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return int(std::min<rlim_t>(files.rlim_cur, 1 << 20)) - sparedDescriptors;
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"What a wake-up of the event loop costs beside connections that say nothing: the processor time, in\n"
        "microseconds (the median of three runs), with our dispatcher, with Qt's own on poll(2), which is what\n"
        "QT_NO_GLIB=1 makes it, and with Qt's own on GLib."_s);
    parser.addHelpOption();
    parser.process(app);

    const int limit = possibleDescriptors();
    std::printf("%8s %10s %10s %10s %14s\n", "idle", "ours", "Qt's poll", "Qt's GLib", "poll / ours");
    for (const int idleCount : idleCounts) {
        if (idleCount > limit) {
            std::printf("%8d needs more descriptors than this process may have\n", idleCount);
            continue;
        }
        std::array<double, kinds.size()> costs{};
        for (std::size_t i = 0; i < kinds.size(); ++i)
            costs.at(i) = median(kinds.at(i), idleCount);
        std::printf("%8d %10.2f %10.2f %10.2f %14.1f\n", idleCount, costs[0], costs[1], costs[2], costs[1] / costs[0]);
    }
}
