// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/notifierset.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <sys/epoll.h>
#include <unistd.h>

namespace WebJabber {

// Further events are returned by the next wait; the kernel rotates the ready descriptors.
static constexpr int maxEventsInOneWait = 256;
static constexpr quint64 wakeUpData = ~quint64(0);

static constexpr std::array<quint32, 3> eventsOfType{EPOLLIN, EPOLLOUT, EPOLLPRI};
static_assert(QSocketNotifier::Read == 0 && QSocketNotifier::Write == 1 && QSocketNotifier::Exception == 2);
static constexpr unsigned readAndWrite = (1U << QSocketNotifier::Read) | (1U << QSocketNotifier::Write);

static int openEpoll(int wakeUpDescriptor)
{
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = wakeUpData}};
    if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUpDescriptor, &event) != 0)
        qFatal("epoll: %s", qPrintable(qt_error_string()));
    return epoll;
}

quint32 NotifierSet::Entry::events() const
{
    quint32 events = 0;
    for (int type = 0; type < typeCount; ++type)
        events |= notifiers.at(type) ? eventsOfType.at(type) : 0;
    return events;
}

bool NotifierSet::Entry::isEmpty() const
{
    return std::ranges::none_of(notifiers, [](const QSocketNotifier *notifier) { return notifier; });
}

NotifierSet::NotifierSet(int wakeUpDescriptor)
    : m_epoll(openEpoll(wakeUpDescriptor))
    , m_wakeUp(wakeUpDescriptor)
{
}

NotifierSet::~NotifierSet()
{
    close(m_epoll);
}

void NotifierSet::add(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    Entry &entry = m_entries[descriptor];
    QSocketNotifier *&place = entry.notifiers.at(notifier->type());
    if (place && place != notifier)
        qWarning("Two socket notifiers of the same type for descriptor %d: the first one is forgotten", descriptor);
    place = notifier;
    change(descriptor, entry);
}

void NotifierSet::remove(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const auto entry = m_entries.find(descriptor);
    if (entry == m_entries.end() || entry->notifiers.at(notifier->type()) != notifier)
        return;
    entry->notifiers.at(notifier->type()) = nullptr;
    entry->due &= ~(1U << notifier->type());
    if (!entry->isEmpty())
        return change(descriptor, *entry);
    // Fails if the descriptor is closed; epoll has removed it by then.
    control(EPOLL_CTL_DEL, descriptor, *entry);
    m_entries.erase(entry);
    m_alwaysReady.remove(descriptor);
}

// A change to a descriptor that epoll already watches is passed on before the next wait, because sockets enable and
// disable their write notifier for every message they send.
void NotifierSet::change(int descriptor, Entry &entry)
{
    if (entry.registration == 0)
        return watch(descriptor, entry);
    if (!std::exchange(entry.isChanged, true))
        m_changed.push_back(descriptor);
}

void NotifierSet::applyChanges()
{
    for (const int descriptor : m_changed) {
        const auto entry = m_entries.find(descriptor);
        if (entry != m_entries.end() && std::exchange(entry->isChanged, false) && entry->notifiers != entry->watched)
            watch(descriptor, *entry);
    }
    m_changed.clear();
}

// The descriptor may have been closed and reopened without notice. `registration` may therefore be out of date, and
// epoll is called each time.
void NotifierSet::watch(int descriptor, Entry &entry)
{
    entry.watched = entry.notifiers;
    if (entry.registration != 0 && control(EPOLL_CTL_MOD, descriptor, entry))
        return;
    entry.registration = ++m_lastRegistration;
    m_alwaysReady.remove(descriptor);
    if (control(EPOLL_CTL_ADD, descriptor, entry) || (errno == EEXIST && control(EPOLL_CTL_MOD, descriptor, entry)))
        return;
    entry.registration = 0;
    if (errno == EBADF)
        m_invalid.push_back(descriptor);
    else if (errno != EPERM)
        qErrnoWarning("Descriptor %d cannot be watched", descriptor);
    else if ((entry.events() & (EPOLLIN | EPOLLOUT)) != 0)
        m_alwaysReady.insert(descriptor);
}

bool NotifierSet::control(int operation, int descriptor, const Entry &entry) const
{
    epoll_event event{.events = entry.events(),
                      .data = {.u64 = quint64(entry.registration) << 32 | quint32(descriptor)}};
    return epoll_ctl(m_epoll, operation, descriptor, &event) == 0;
}

WakeReason NotifierSet::wait(int milliseconds)
{
    applyChanges();
    disableInvalid();
    std::array<epoll_event, maxEventsInOneWait> events;
    const int count = epoll_wait(m_epoll, events.data(), maxEventsInOneWait, milliseconds);
    if (count < 0) {
        if (errno == EINTR)
            return WakeReason::Signal;
        qErrnoWarning("epoll_wait");
        rebuild(m_wakeUp);
    }
    WakeReason result = WakeReason::Done;
    for (int i = 0; i < count; ++i) {
        if (events.at(i).data.u64 == wakeUpData)
            result = WakeReason::Called;
        else
            handleEvent(events.at(i));
    }
    for (const int descriptor : std::as_const(m_alwaysReady))
        markDue(descriptor, m_entries[descriptor], readAndWrite);
    if (std::exchange(m_hasStale, false))
        rebuild(m_wakeUp);
    return result;
}

// epoll keeps a registration after its descriptor was closed if another descriptor, possibly of another process, refers
// to the same open file. It cannot be removed and would end every wait, so the epoll set is rebuilt.
void NotifierSet::handleEvent(const epoll_event &event)
{
    const int descriptor = int(quint32(event.data.u64));
    const auto entry = m_entries.find(descriptor);
    if (entry == m_entries.end() || entry->registration != event.data.u64 >> 32) {
        m_hasStale = true;
        return;
    }
    unsigned types = 0;
    for (int type = 0; type < typeCount; ++type)
        types |= event.events & (eventsOfType.at(type) | EPOLLHUP | EPOLLERR) ? 1U << type : 0;
    markDue(descriptor, *entry, types);
}

void NotifierSet::markDue(int descriptor, Entry &entry, unsigned types)
{
    const bool isQueued = entry.due != 0;
    for (int type = 0; type < typeCount; ++type)
        entry.due |= entry.notifiers.at(type) ? types & (1U << type) : 0;
    if (!isQueued && entry.due != 0)
        m_due.push_back(descriptor);
}

// A notifier's handler may change the set in any way, and may run an inner event loop that activates the others.
int NotifierSet::activate()
{
    QEvent event(QEvent::SockAct);
    int count = 0;
    while (!m_due.empty()) {
        const auto entry = m_entries.find(m_due.front());
        if (entry == m_entries.end() || entry->due == 0) {
            m_due.pop_front();
            continue;
        }
        const int type = std::countr_zero(entry->due);
        entry->due &= ~(1U << type);
        QCoreApplication::sendEvent(entry->notifiers.at(type), &event);
        ++count;
    }
    return count;
}

void NotifierSet::disableInvalid()
{
    for (const int descriptor : std::exchange(m_invalid, {})) {
        const auto notifiers = m_entries.value(descriptor).notifiers;
        for (QSocketNotifier *notifier : notifiers) {
            if (!notifier || m_alwaysReady.contains(descriptor) || m_entries.value(descriptor).registration != 0)
                continue;
            qWarning("A socket notifier is disabled: descriptor %d is not open", descriptor);
            notifier->setEnabled(false);
        }
    }
}

void NotifierSet::rebuild(int wakeUpDescriptor)
{
    close(m_epoll);
    m_wakeUp = wakeUpDescriptor;
    m_epoll = openEpoll(wakeUpDescriptor);
    for (auto [descriptor, entry] : m_entries.asKeyValueRange()) {
        entry.registration = 0;
        watch(descriptor, entry);
    }
}

} // namespace WebJabber
