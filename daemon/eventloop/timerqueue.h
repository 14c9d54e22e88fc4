// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QMultiHash>

#include <chrono>
#include <optional>
#include <set>
#include <unordered_map>

namespace WebJabber {

// A thread's timers in the order in which they are due. None is ever early.
//
// A coarse timer may be late by 5 % of its interval, a very coarse one by about
// half a second (Qt::TimerType allows a second): within that they are moved to
// points of time that they share, so that a thousand of them wake the thread up
// together.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;
    using Duration = QAbstractEventDispatcher::Duration;

    void insert(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object, Clock::time_point now);
    // False where there is none.
    bool remove(Qt::TimerId id);
    bool removeAll(QObject *object);

    QList<QAbstractEventDispatcher::TimerInfoV2> timersOf(const QObject *object) const;
    // 0 where it is overdue; Duration::min() where there is none.
    Duration remaining(Qt::TimerId id, Clock::time_point now) const;
    bool isEmpty() const { return m_timers.empty(); }

    // When the next one is due. One whose event is being handled at this moment,
    // in an outer event loop, is not.
    std::optional<Clock::time_point> next() const;
    // Sends their events to all that are due, to each once. Returns how many of
    // them have an interval above 0.
    int activate(Clock::time_point now);

private:
    struct Timer {
        Qt::TimerId id;
        Qt::TimerType type;
        Duration interval;
        QObject *object;
        quint64 serial; // of those that are due together the older is first
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
