// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QMultiHash>

#include <chrono>
#include <optional>
#include <set>
#include <unordered_map>

namespace WebJabber {

// A thread's timers in the order in which they are due. No timer fires early.
//
// A coarse timer may be late by 5 % of its interval, a very coarse one by about half a second (Qt::TimerType allows a
// second). Within that tolerance timers are moved to shared points in time, so that many of them wake the thread up
// together.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;
    using Duration = QAbstractEventDispatcher::Duration;

    void insert(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object, Clock::time_point now);
    // Both return false if there is no such timer.
    bool remove(Qt::TimerId id);
    bool removeAll(QObject *object);

    QList<QAbstractEventDispatcher::TimerInfoV2> timersOf(const QObject *object) const;
    // Returns 0 if the timer is overdue, and Duration::min() if there is none.
    Duration remaining(Qt::TimerId id, Clock::time_point now) const;
    bool isEmpty() const { return m_timers.empty(); }

    // Returns when the next timer is due. A timer whose event is being handled in an outer event loop does not count.
    std::optional<Clock::time_point> next() const;
    // Sends one event to each timer that is due. Returns how many of them have an interval above 0.
    int activate(Clock::time_point now);

private:
    struct Timer {
        Qt::TimerId id;
        Qt::TimerType type;
        Duration interval;
        QObject *object;
        quint64 serial; // of timers that are due together the older one fires first
        Clock::time_point ideal; // when it would be due if it were precise
        Clock::time_point due;
        bool isActive = false; // its event is being handled
    };
    struct Earlier {
        bool operator()(const Timer *a, const Timer *b) const
        {
            return a->due != b->due ? a->due < b->due : a->serial < b->serial;
        }
    };
    using Timers = std::unordered_map<int, Timer>;

    void schedule(Timer &timer, Clock::time_point ideal);
    void erase(Timers::iterator timer);
    bool fire(int id, Clock::time_point now);

    Timers m_timers; // by id
    std::set<Timer *, Earlier> m_order;
    QMultiHash<const QObject *, int> m_ofObject;
    quint64 m_lastSerial = 0;
};

} // namespace WebJabber
