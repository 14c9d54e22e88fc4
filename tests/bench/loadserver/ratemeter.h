// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <deque>

namespace WebJabber::Bench {

// Counts events, and finds the maximum within any second, not only within those of the clock.
class RateMeter
{
public:
    using Clock = std::chrono::steady_clock;

    void count()
    {
        const auto now = Clock::now();
        ++m_total;
        m_lastSecond.push_back(now);
        while (m_lastSecond.front() <= now - std::chrono::seconds(1))
            m_lastSecond.pop_front();
        m_peak = std::max(m_peak, m_lastSecond.size());
    }

    std::size_t total() const { return m_total; }
    std::size_t peak() const { return m_peak; }

private:
    std::deque<Clock::time_point> m_lastSecond;
    std::size_t m_total = 0;
    std::size_t m_peak = 0;
};

} // namespace WebJabber::Bench
