// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventloop/forkcount.h"
#include "eventloop/notifierset.h"
#include "eventloop/timerqueue.h"
#include "eventloop/wakeupcall.h"

#include <QAbstractEventDispatcher>

#include <atomic>

namespace WebJabber {

// Qt's event loop on epoll(7): a wake-up costs what has happened, where Qt's own
// dispatcher goes through all that is watched. It keeps to the contract of
// QAbstractEventDispatcher, and where that is silent does as Qt's own does.
//
// Each round of processEvents() delivers the posted events, serves what sockets
// have to tell, and then each timer that is due once, so that none of the three
// can starve the others. To be used by the thread it lives in; wakeUp() and
// interrupt() from any thread or signal handler. A forked child goes on with
// copies of the timers and notifiers; the parent's do not feel it.
class EpollDispatcher final : public QAbstractEventDispatcherV2
{
    Q_OBJECT

public:
    explicit EpollDispatcher(QObject *parent = nullptr);

    // There is no user input here to be excluded.
    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(Qt::TimerId timerId, Duration interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(Qt::TimerId timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfoV2> timersForObject(QObject *object) const override;
    Duration remainingTime(Qt::TimerId timerId) const override;

    void wakeUp() override;
    void interrupt() override;

private:
    struct Parts {
        bool notifiers;
        bool timers;
    };

    int timeout(Parts parts, bool mayBlock) const;
    bool sleep(Parts parts, bool mayBlock);
    Woken wait(Parts parts, int milliseconds);
    void leaveParent();

    WakeUpCall m_wakeUp;
    NotifierSet m_notifiers;
    TimerQueue m_timers;
    std::atomic<bool> m_isInterrupted = false;
    quint64 m_round = 0; // counts calls of processEvents()
    int m_forks = forkCount();
};

// Chooses the main thread's event dispatcher; to be called before the
// QCoreApplication is made. "epoll" or an empty name: ours; "qt": Qt's own, for
// comparison. False where there is no such one, and nothing has happened.
[[nodiscard]] bool useEventDispatcher(QByteArrayView name);

} // namespace WebJabber
