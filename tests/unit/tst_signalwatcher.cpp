// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/signalwatcher.h"

#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace WebJabber;

class SignalWatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyHangUpRequestsAReload();
    void survivesAClosedPipe();
    void stopIsRequestedOnce();
    void aSecondStopEndsAHangingProcess();
};

void SignalWatcherTest::everyHangUpRequestsAReload()
{
    SignalWatcher watcher;
    QSignalSpy reload(&watcher, &SignalWatcher::reloadRequested);
    raise(SIGHUP);
    QTRY_COMPARE(reload.size(), 1);
    raise(SIGHUP);
    QTRY_COMPARE(reload.size(), 2);
}

void SignalWatcherTest::survivesAClosedPipe()
{
    SignalWatcher watcher;
    raise(SIGPIPE);
}

// Must run before stopIsRequestedOnce: a stop applies to the whole process.
void SignalWatcherTest::aSecondStopEndsAHangingProcess()
{
    const pid_t child = fork();
    if (child == 0) {
        SignalWatcher watcher;
        raise(SIGTERM);
        for (;;) { // a loop that never reads the pipe
            usleep(10'000);
            raise(SIGINT);
        }
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 1);
}

void SignalWatcherTest::stopIsRequestedOnce()
{
    SignalWatcher watcher;
    QSignalSpy stop(&watcher, &SignalWatcher::stopRequested);
    raise(SIGINT);
    raise(SIGTERM); // the same request, as a script forwards it
    QTRY_COMPARE(stop.size(), 1);
    QSignalSpy reload(&watcher, &SignalWatcher::reloadRequested);
    raise(SIGHUP);
    QTRY_COMPARE(reload.size(), 1);
    QCOMPARE(stop.size(), 1);
}

QTEST_GUILESS_MAIN(SignalWatcherTest)
#include "tst_signalwatcher.moc"
