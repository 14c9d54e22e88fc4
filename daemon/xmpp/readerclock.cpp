// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/readerclock.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace WebJabber {

using Clock = std::chrono::steady_clock;

ReaderClock::ReaderClock(Times times, Callback callback)
    : m_times(times)
    , m_callback(std::move(callback))
    , m_sweep([this] { sweep(); })
{
}

ReaderClock::Entry &ReaderClock::entry(const Jid &account)
{
    if (!m_sweep.isActive())
        m_sweep.start(m_times.sweepInterval);
    return m_entries[account];
}

void ReaderClock::read(const Jid &account, Entry &known)
{
    known.lastRead = Clock::now();
    if (std::exchange(known.attention, {.isRead = true}) != Attention{.isRead = true})
        m_callback(account, {.isRead = true});
}

void ReaderClock::noteRequest(const Jid &account)
{
    read(account, entry(account));
}

void ReaderClock::setWatched(const Jid &account, bool isWatched)
{
    Entry &watched = entry(account);
    watched.isWatched = isWatched;
    read(account, watched);
}

void ReaderClock::add(const Jid &account)
{
    entry(account).lastRead = Clock::now();
}

void ReaderClock::remove(const Jid &account)
{
    m_entries.erase(account);
}

ReaderClock::Attention ReaderClock::attention(const Jid &account) const
{
    const auto found = m_entries.find(account);
    return found == m_entries.end() ? Attention{.isLeftAlone = true} : found->second.attention;
}

void ReaderClock::sweep()
{
    std::vector<std::pair<Jid, Attention>> changed;
    const auto now = Clock::now();
    const auto longest = std::max(m_times.readTime, m_times.leftAloneAfter);
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        auto &[account, known] = *it;
        const auto unread = now - known.lastRead;
        const bool isReadNow = known.isWatched || (m_isReadOtherwise && m_isReadOtherwise(account));
        const Attention attention{
            // A session that no reader requested does not count as read because it is new.
            .isRead = isReadNow || (known.attention.isRead && unread < m_times.readTime),
            .isLeftAlone = !isReadNow && m_times.leftAloneAfter.count() > 0 && unread >= m_times.leftAloneAfter};
        if (isReadNow)
            known.lastRead = now;
        if (std::exchange(known.attention, attention) != attention)
            changed.emplace_back(account, attention);
        it = isReadNow || unread < longest ? std::next(it) : m_entries.erase(it);
    }
    if (!m_entries.empty())
        m_sweep.start(m_times.sweepInterval);
    for (const auto &[account, attention] : changed)
        m_callback(account, attention);
}

} // namespace WebJabber
