// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/epolldispatcher.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace WebJabber {

using namespace std::chrono_literals;
using Clock = TimerQueue::Clock;

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcherV2(parent)
    , m_notifiers(m_wakeUp.descriptor())
{
}

// No wake-up may be lost. A call that came before this round is taken before the posted events are delivered; a later
// one prevents or ends the sleep. If a handler runs an inner event loop, that loop may take a call meant for this one.
// In that case this round does not sleep, and the caller checks its conditions again.
bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    detachFromParent();
    m_isInterrupted = false;
    const bool wasCalled = m_wakeUp.take();
    const quint64 round = ++m_round;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    const Parts parts{!flags.testFlag(QEventLoop::ExcludeSocketNotifiers),
                      !flags.testFlag(QEventLoop::X11ExcludeTimers)};
    bool mayBlock = flags.testFlag(QEventLoop::WaitForMoreEvents) && !wasCalled && round == m_round && !m_isInterrupted;
    if (mayBlock) {
        Q_EMIT aboutToBlock();
        mayBlock = round == m_round;
    }
    if (m_isInterrupted)
        return false;

    const bool isCalled = sleep(parts, mayBlock);
    int served = parts.notifiers ? m_notifiers.activate() : 0;
    if (parts.timers && !m_timers.isEmpty())
        served += m_timers.activate(Clock::now());
    return wasCalled || isCalled || served > 0;
}

// In milliseconds, rounded up so that no timer fires early; -1: no limit.
int EpollDispatcher::timeout(Parts parts, bool mayBlock) const
{
    if (!mayBlock || (parts.notifiers && m_notifiers.isReady()))
        return 0;
    const auto next = parts.timers ? m_timers.next() : std::nullopt;
    if (!next)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now());
    return int(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

// Returns true if a wake-up call came during the sleep.
bool EpollDispatcher::sleep(Parts parts, bool mayBlock)
{
    WakeReason woken{};
    bool isCalled = false;
    do {
        const bool sleeps = mayBlock && m_wakeUp.beginSleep();
        woken = wait(parts, timeout(parts, sleeps));
        if (sleeps)
            isCalled = m_wakeUp.endSleep();
    } while (woken == WakeReason::Signal && mayBlock && !isCalled);
    if (woken == WakeReason::Called)
        m_wakeUp.drain();
    return isCalled;
}

WakeReason EpollDispatcher::wait(Parts parts, int milliseconds)
{
    return parts.notifiers ? m_notifiers.wait(milliseconds) : m_wakeUp.wait(milliseconds);
}

void EpollDispatcher::detachFromParent()
{
    const int before = std::exchange(m_forks, forkCount());
    if (m_forks == before)
        return;
    m_wakeUp.reopen();
    m_notifiers.rebuild(m_wakeUp.descriptor());
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    detachFromParent();
    m_notifiers.add(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    detachFromParent();
    m_notifiers.remove(notifier);
}

void EpollDispatcher::registerTimer(Qt::TimerId timerId, Duration interval, Qt::TimerType timerType, QObject *object)
{
    m_timers.insert(timerId, interval, timerType, object, Clock::now());
}

bool EpollDispatcher::unregisterTimer(Qt::TimerId timerId)
{
    return m_timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfoV2> EpollDispatcher::timersForObject(QObject *object) const
{
    return m_timers.timersOf(object);
}

QAbstractEventDispatcher::Duration EpollDispatcher::remainingTime(Qt::TimerId timerId) const
{
    return m_timers.remaining(timerId, Clock::now());
}

void EpollDispatcher::wakeUp()
{
    m_wakeUp.call();
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    m_wakeUp.call();
}

bool useEventDispatcher(QByteArrayView name)
{
    if (name.isEmpty() || name == "epoll")
        QCoreApplication::setEventDispatcher(new EpollDispatcher); // the application takes ownership
    else if (name != "qt")
        return false;
    return true;
}

} // namespace WebJabber
