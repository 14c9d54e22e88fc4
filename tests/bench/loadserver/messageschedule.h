// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <random>

namespace WebJabber::Bench {

// Schedules messages to accounts in turn, at random times, like those of many independent senders.
class MessageSchedule
{
public:
    using Clock = std::chrono::steady_clock;

    // To `accounts` accounts from `first` on, `rate` per second, for this time.
    MessageSchedule(std::size_t first, std::size_t accounts, double rate, std::chrono::duration<double> time)
        : m_first(first)
        , m_accounts(accounts)
        , m_gap(rate)
        , m_end(Clock::now() + std::chrono::duration_cast<Clock::duration>(time))
    {
    }

    Clock::time_point next() const { return m_next; }
    bool isOver() const { return m_next >= m_end; }
    // The account that is due, if any.
    std::optional<std::size_t> take()
    {
        if (isOver() || m_next > Clock::now())
            return std::nullopt;
        m_next += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(m_gap(m_random)));
        return m_first + m_count++ % m_accounts;
    }

private:
    std::size_t m_first;
    std::size_t m_accounts;
    std::size_t m_count = 0;
    std::minstd_rand m_random;
    std::exponential_distribution<> m_gap;
    Clock::time_point m_next = Clock::now();
    Clock::time_point m_end;
};

} // namespace WebJabber::Bench
