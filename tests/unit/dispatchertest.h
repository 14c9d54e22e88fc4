// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventloop/epolldispatcher.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <chrono>
#include <functional>
#include <sys/socket.h>
#include <unistd.h>

// Shared by the tests of the event dispatcher. Each of them runs twice, with our dispatcher and, as the reference, with
// Qt's own: a case that fails with both is wrong itself. Properties that Qt's dispatcher does not promise are skipped
// for it.

namespace WebJabber::Test {

inline QAbstractEventDispatcher *dispatcher()
{
    return QAbstractEventDispatcher::instance();
}

inline bool isOurs()
{
    return qobject_cast<EpollDispatcher *>(dispatcher()) != nullptr;
}

inline bool processEvents(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents)
{
    return dispatcher()->processEvents(flags);
}

// Runs rounds that may sleep until the condition holds. Without an event it never returns, and the test's watchdog
// fires.
inline void waitUntil(const std::function<bool()> &condition)
{
    while (!condition())
        processEvents(QEventLoop::WaitForMoreEvents);
}

// Runs rounds that do not sleep until one of them has nothing to do.
inline void settle()
{
    for (int round = 0; round < 10 && processEvents(); ++round) { }
}

// Uses processor time, like a slow handler.
inline void work(std::chrono::milliseconds time)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.durationElapsed() < time) { }
}

class SocketPair
{
public:
    SocketPair()
    {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_ends.data()) != 0)
            qFatal("socketpair: %s", qPrintable(qt_error_string()));
    }
    ~SocketPair()
    {
        closeHere();
        closeThere();
    }
    Q_DISABLE_COPY_MOVE(SocketPair)

    int here() const { return m_ends[0]; }
    int there() const { return m_ends[1]; }
    void closeHere() { close(m_ends[0]); }
    void closeThere() { close(m_ends[1]); }

    // send() makes `here` readable; receive() reads from it.
    void send() const { send(there()); }
    bool receive() const { return receive(here()); }
    static void send(int descriptor) { QCOMPARE(write(descriptor, "x", 1), 1); }
    static bool receive(int descriptor)
    {
        char byte = 0;
        return read(descriptor, &byte, 1) == 1;
    }

private:
    void close(int &end)
    {
        if (end >= 0)
            ::close(std::exchange(end, -1));
    }

    std::array<int, 2> m_ends{-1, -1};
};

template<typename Test>
int runWithDispatcher(int argc, char *argv[])
{
    if (!useEventDispatcher(qgetenv("WEBJABBER_EVENT_DISPATCHER")))
        return 2;
    QCoreApplication app(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace WebJabber::Test
