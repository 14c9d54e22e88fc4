// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/timerqueue.h"

#include <QCoreApplication>
#include <QTimerEvent>
#include <QVarLengthArray>

#include <algorithm>
#include <bit>

namespace WebJabber {

using namespace std::chrono_literals;
using TimePoint = TimerQueue::Clock::time_point;
using Duration = TimerQueue::Duration;

static constexpr int coarseParts = 20; // 5 %
static constexpr Duration coarsestGrid = Duration(1 << 29); // about 537 ms

// A grid is a power of two of nanoseconds, so that each of its points is also a point of all finer grids.
static Duration gridOf(Qt::TimerType type, Duration interval)
{
    if (interval == 0ns)
        return 1ns;
    switch (type) {
    case Qt::PreciseTimer:
        return 1ns;
    case Qt::VeryCoarseTimer:
        return coarsestGrid;
    case Qt::CoarseTimer:
        break;
    }
    const auto tolerance = quint64(interval.count() / coarseParts);
    return tolerance == 0 ? 1ns : std::min(coarsestGrid, Duration(std::bit_floor(tolerance)));
}

// TimePoint::max() means never.
static TimePoint add(TimePoint time, Duration duration)
{
    return duration > TimePoint::max() - time ? TimePoint::max() : time + duration;
}

static TimePoint roundUp(TimePoint time, Duration grid)
{
    const Duration over = time.time_since_epoch() % grid;
    return over == 0ns ? time : add(time, grid - over);
}

void TimerQueue::insert(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object, TimePoint now)
{
    remove(id);
    Timer &timer = m_timers[int(id)];
    timer = {id, type, std::max(interval, Duration::zero()), object, ++m_lastSerial, {}, {}};
    schedule(timer, add(now, timer.interval));
    m_order.insert(&timer);
    m_ofObject.insert(object, int(id));
}

void TimerQueue::schedule(Timer &timer, TimePoint ideal)
{
    timer.ideal = ideal;
    timer.due = roundUp(ideal, gridOf(timer.type, timer.interval));
}

void TimerQueue::erase(Timers::iterator timer)
{
    m_order.erase(&timer->second);
    m_timers.erase(timer);
}

bool TimerQueue::remove(Qt::TimerId id)
{
    const auto found = m_timers.find(int(id));
    if (found == m_timers.end())
        return false;
    m_ofObject.remove(found->second.object, int(id));
    erase(found);
    return true;
}

bool TimerQueue::removeAll(QObject *object)
{
    const QList<int> ids = m_ofObject.values(object);
    m_ofObject.remove(object);
    for (const int id : ids)
        erase(m_timers.find(id));
    return !ids.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfoV2> TimerQueue::timersOf(const QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfoV2> infos;
    for (const int id : m_ofObject.values(object)) {
        const Timer &timer = m_timers.at(id);
        infos.append({timer.interval, timer.id, timer.type});
    }
    return infos;
}

Duration TimerQueue::remaining(Qt::TimerId id, TimePoint now) const
{
    const auto found = m_timers.find(int(id));
    return found == m_timers.end() ? Duration::min() : std::max(Duration::zero(), Duration(found->second.due - now));
}

std::optional<TimePoint> TimerQueue::next() const
{
    const auto first = std::ranges::find(m_order, false, &Timer::isActive);
    return first == m_order.end() ? std::nullopt : std::optional((*first)->due);
}

// The list is complete before the first event is sent, because a timer of 0 ms would be due again and again. A handler
// may remove or restart a timer in the list, or fire it from an inner event loop.
int TimerQueue::activate(TimePoint now)
{
    QVarLengthArray<int, 64> due;
    for (const Timer *timer : m_order) {
        if (timer->due > now)
            break;
        due.append(int(timer->id));
    }
    int count = 0;
    for (const int id : std::as_const(due))
        count += fire(id, now) ? 1 : 0;
    return count;
}

// If timer events were missed, one is sent for all of them, and the interval starts again.
bool TimerQueue::fire(int id, TimePoint now)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end() || found->second.isActive || found->second.due > now)
        return false;
    Timer &timer = found->second;
    auto node = m_order.extract(&timer);
    const TimePoint next = add(timer.ideal, timer.interval);
    schedule(timer, next < now ? add(now, timer.interval) : next);
    m_order.insert(std::move(node));

    const bool counts = timer.interval > 0ns;
    timer.isActive = true;
    QTimerEvent event(timer.id);
    QCoreApplication::sendEvent(timer.object, &event);
    if (const auto again = m_timers.find(id); again != m_timers.end())
        again->second.isActive = false;
    return counts;
}

} // namespace WebJabber
