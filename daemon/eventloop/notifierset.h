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

// The enabled socket notifiers of a thread, in an epoll(7) set. The cost depends on the number of ready descriptors,
// not of watched ones.
//
// Like poll(2), and unlike epoll alone, it accepts files that cannot be polled, which are always ready, and reports an
// error or a hang-up to every notifier of the descriptor. If a descriptor was not open when its notifier was enabled,
// the notifier is disabled with a warning. If a descriptor is closed while its notifier is enabled, the notifier never
// fires again.
class NotifierSet
{
public:
    // `wakeUpDescriptor` ends a wait when it is readable. The caller keeps ownership.
    explicit NotifierSet(int wakeUpDescriptor);
    ~NotifierSet();
    Q_DISABLE_COPY_MOVE(NotifierSet)

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    // Returns true if a notifier is due already, so that wait() must not block.
    bool isReady() const { return !m_due.empty() || !m_alwaysReady.isEmpty() || !m_invalid.empty(); }
    // Records which notifiers are due. Waits at most `milliseconds` (-1: no limit).
    WakeReason wait(int milliseconds);
    // Activates every notifier that is due and still enabled, once each. An inner event loop may activate notifiers
    // that an outer one recorded. Returns the number of activations.
    int activate();

    // Creates a new epoll set. Needed in a forked child, which must not share one with its parent.
    void rebuild(int wakeUpDescriptor);

private:
    static constexpr int typeCount = 3;
    struct Entry {
        std::array<QSocketNotifier *, typeCount> notifiers{}; // by QSocketNotifier::Type
        quint32 registration = 0; // identifies the entry in epoll's events; 0: epoll does not watch it
        unsigned due = 0; // bits by QSocketNotifier::Type
        std::array<QSocketNotifier *, typeCount> watched{}; // as registered with epoll; not to be dereferenced
        bool isChanged = false; // it is in m_changed

        quint32 events() const;
        bool isEmpty() const;
    };

    void change(int descriptor, Entry &entry);
    void applyChanges();
    void watch(int descriptor, Entry &entry);
    bool control(int operation, int descriptor, const Entry &entry) const;
    void handleEvent(const epoll_event &event);
    void markDue(int descriptor, Entry &entry, unsigned types);
    void disableInvalid();

    int m_epoll;
    int m_wakeUp;
    QHash<int, Entry> m_entries; // by descriptor
    QSet<int> m_alwaysReady; // descriptors that epoll rejects; they are always ready
    std::vector<int> m_changed; // descriptors whose entry may differ from epoll's registration
    std::vector<int> m_invalid; // descriptors that were not open when they were added
    std::deque<int> m_due; // descriptors whose entry may have a due notifier
    quint32 m_lastRegistration = 0;
    bool m_hasStale = false;
};

} // namespace WebJabber
