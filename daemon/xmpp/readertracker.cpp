// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/readertracker.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace WebJabber {

using Clock = std::chrono::steady_clock;

ReaderTracker::ReaderTracker(Times times, Callback callback)
    : m_times(times)
    , m_callback(std::move(callback))
    , m_sweep([this] { sweep(); })
{
}

ReaderTracker::Entry &ReaderTracker::entry(const Jid &account)
{
    if (!m_sweep.isActive())
        m_sweep.start(m_times.sweepInterval);
    return m_entries[account];
}

void ReaderTracker::read(const Jid &account, Entry &known)
{
    known.lastRead = Clock::now();
    if (std::exchange(known.readerState, {.isRead = true}) != ReaderState{.isRead = true})
        m_callback(account, {.isRead = true});
}

void ReaderTracker::noteRequest(const Jid &account)
{
    read(account, entry(account));
}

void ReaderTracker::setWatched(const Jid &account, bool isWatched)
{
    Entry &watched = entry(account);
    watched.isWatched = isWatched;
    read(account, watched);
}

void ReaderTracker::add(const Jid &account)
{
    entry(account).lastRead = Clock::now();
}

void ReaderTracker::remove(const Jid &account)
{
    m_entries.erase(account);
}

ReaderTracker::ReaderState ReaderTracker::readerState(const Jid &account) const
{
    const auto found = m_entries.find(account);
    return found == m_entries.end() ? ReaderState{.isUnattended = true} : found->second.readerState;
}

void ReaderTracker::sweep()
{
    std::vector<std::pair<Jid, ReaderState>> changed;
    const auto now = Clock::now();
    const auto longest = std::max(m_times.readTime, m_times.unattendedAfter);
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        auto &[account, known] = *it;
        const auto unread = now - known.lastRead;
        const bool isReadNow = known.isWatched || (m_hasOtherReaders && m_hasOtherReaders(account));
        const ReaderState readerState{
            // A session that no reader requested does not count as read because it is new.
            .isRead = isReadNow || (known.readerState.isRead && unread < m_times.readTime),
            .isUnattended = !isReadNow && m_times.unattendedAfter.count() > 0 && unread >= m_times.unattendedAfter};
        if (isReadNow)
            known.lastRead = now;
        if (std::exchange(known.readerState, readerState) != readerState)
            changed.emplace_back(account, readerState);
        it = isReadNow || unread < longest ? std::next(it) : m_entries.erase(it);
    }
    if (!m_entries.empty())
        m_sweep.start(m_times.sweepInterval);
    for (const auto &[account, readerState] : changed)
        m_callback(account, readerState);
}

} // namespace WebJabber
