// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/signalwatcher.h"

#include "shared/logging.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

namespace WebJabber {

// Ctrl-C signals both a script and the daemon it started, and then the script's own kill follows. Both within this time
// count as one request.
static constexpr qint64 sameRequestMs = 250;

// Signal handlers can only access static data.
static std::atomic<int> wakeUpPipe = -1;
static std::atomic<qint64> stopRequestedAtMs = 0; // 0: not yet
static_assert(std::atomic<qint64>::is_always_lock_free);

static qint64 monotonicMs()
{
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

// Calls only async-signal-safe functions (signal-safety(7)).
extern "C" {
static void handleSignal(int number)
{
    const int savedErrno = errno;
    qint64 firstAt = 0;
    const qint64 now = monotonicMs();
    const bool first = number == SIGHUP || stopRequestedAtMs.compare_exchange_strong(firstAt, now);
    if (!first && now - firstAt > sameRequestMs)
        _exit(1);
    const char byte = char(number);
    if (first)
        // If the pipe is full, enough requests are pending.
        [[maybe_unused]]
        const ssize_t ignored = write(wakeUpPipe, &byte, 1);
    errno = savedErrno;
}
}

static void setHandler(int number, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    setHandler(SIGPIPE, SIG_IGN);
    std::array<int, 2> ends;
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        qCCritical(lcDaemon, "No pipe for signals (%s): they end the process without a clean stop",
                   std::strerror(errno));
        return;
    }
    m_pipe = ends[0];
    wakeUpPipe = ends[1];
    auto *notifier = new QSocketNotifier(m_pipe, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &SignalWatcher::readSignals);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        setHandler(number, handleSignal);
}

SignalWatcher::~SignalWatcher()
{
    if (m_pipe < 0)
        return;
    close(wakeUpPipe.exchange(-1));
    close(m_pipe);
}

void SignalWatcher::readSignals()
{
    char number;
    while (read(m_pipe, &number, 1) == 1) {
        if (number == SIGHUP)
            Q_EMIT reloadRequested();
        else
            Q_EMIT stopRequested();
    }
}

} // namespace WebJabber
