// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventloop/wakeupcall.h"

#include <QHash>
#include <QSet>
#include <QSocketNotifier>

#include <array>
#include <deque>
#include <vector>

struct epoll_event;

namespace WebJabber {

// The enabled socket notifiers of a thread, in an epoll(7) set. What costs is
// the descriptors that have something to tell, not those that are watched.
//
// Like poll(2), and unlike epoll alone, it takes files that cannot be waited
// for, which are always ready, and tells of an error or a hang-up to whoever
// watches the descriptor. A notifier of a descriptor that was not open when it
// was enabled is disabled with a warning; one whose descriptor was closed under
// it never fires again.
class NotifierSet
{
public:
    // `wakeUpDescriptor` ends a wait; it stays the caller's.
    explicit NotifierSet(int wakeUpDescriptor);
    ~NotifierSet();
    Q_DISABLE_COPY_MOVE(NotifierSet)

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    // Whether somebody is due already, so that there is nothing to wait for.
    bool isReady() const { return !m_due.empty() || !m_unpolled.isEmpty() || !m_invalid.empty(); }
    // Notes who is due, after at most so many milliseconds (-1: any number).
    Woken wait(int milliseconds);
    // Serves everybody who is due and still enabled, each once. An inner event
    // loop may do it for an outer one. Returns how many.
    int activate();

    // Makes a new epoll set: in a forked child, which must not share one with
    // its parent.
    void rebuild(int wakeUpDescriptor);

private:
    static constexpr int typeCount = 3;
    struct Entry {
        std::array<QSocketNotifier *, typeCount> notifiers{}; // by QSocketNotifier::Type
        quint32 registration = 0; // what epoll tells with its events; 0: epoll does not have it
        unsigned due = 0; // bits by QSocketNotifier::Type
        std::array<QSocketNotifier *, typeCount> watched{}; // those that epoll was told of; not to be called
        bool isChanged = false; // it is in m_changed

        quint32 events() const;
        bool isEmpty() const;
    };

    void change(int descriptor, Entry &entry);
    void applyChanges();
    void watch(int descriptor, Entry &entry);
    bool control(int operation, int descriptor, const Entry &entry) const;
    void take(const epoll_event &event);
    void makeDue(int descriptor, Entry &entry, unsigned types);
    void disableInvalid();

    int m_epoll;
    int m_wakeUp;
    QHash<int, Entry> m_entries; // by descriptor
    QSet<int> m_unpolled; // what epoll does not take: always ready
    std::vector<int> m_changed; // descriptors whose entry may differ from what epoll was told
    std::vector<int> m_invalid; // what was not open when it came
    std::deque<int> m_due; // descriptors whose entry may have somebody due
    quint32 m_lastRegistration = 0;
    bool m_hasStale = false;
};

} // namespace WebJabber
