// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventloop/forkcount.h"
#include "eventloop/notifierset.h"
#include "eventloop/timerqueue.h"
#include "eventloop/wakeupcall.h"

#include <QAbstractEventDispatcher>

#include <atomic>

namespace WebJabber {

// A Qt event dispatcher on epoll(7). The cost of a wake-up depends on the number of events; that of Qt's own dispatcher
// depends on the number of watched descriptors. It follows the contract of QAbstractEventDispatcher; if that leaves
// something open, it behaves as Qt's own dispatcher.
//
// Each round of processEvents() delivers the posted events, activates the ready socket notifiers, and then fires each
// due timer once, so that none of the three can starve the others. To be used by the thread it lives in; wakeUp() and
// interrupt() may be called from any thread or signal handler. A forked child continues with copies of the timers and
// notifiers and does not affect those of the parent.
class EpollDispatcher final : public QAbstractEventDispatcherV2
{
    Q_OBJECT

public:
    explicit EpollDispatcher(QObject *parent = nullptr);

    // Ignores QEventLoop::ExcludeUserInputEvents, as there is no user input.
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
    WakeReason wait(Parts parts, int milliseconds);
    void detachFromParent();

    WakeUpCall m_wakeUp;
    NotifierSet m_notifiers;
    TimerQueue m_timers;
    std::atomic<bool> m_isInterrupted = false;
    quint64 m_round = 0; // number of processEvents() calls
    int m_forks = forkCount();
};

// Sets the main thread's event dispatcher; call it before the QCoreApplication is created. "epoll" or an empty name
// selects EpollDispatcher, and "qt" Qt's own, for comparison. Returns false and does nothing if the name is unknown.
[[nodiscard]] bool useEventDispatcher(QByteArrayView name);

} // namespace WebJabber
