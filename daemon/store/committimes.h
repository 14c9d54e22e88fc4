// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <array>
#include <atomic>
#include <chrono>

namespace WebJabber {

// How long transactions that write take to commit, as a histogram, and whether
// they succeed at all. Any thread may count and read; a reader may see the
// newest one in part.
class CommitTimes
{
public:
    // Upper bounds of the buckets; what takes longer is only in the count.
    static constexpr std::array bounds{
        std::chrono::milliseconds(1),   std::chrono::milliseconds(2),   std::chrono::milliseconds(5),
        std::chrono::milliseconds(10),  std::chrono::milliseconds(25),  std::chrono::milliseconds(50),
        std::chrono::milliseconds(100), std::chrono::milliseconds(250), std::chrono::milliseconds(1000)};

    struct Snapshot {
        std::array<quint64, bounds.size()> atMost{}; // cumulative, one for each bound
        quint64 count = 0;
        std::chrono::nanoseconds sum{0};
        std::chrono::nanoseconds last{0};
        bool isFailing = false; // storage did not take the newest one
    };

    void add(std::chrono::nanoseconds time);
    void fail();
    Snapshot snapshot() const;

private:
    std::array<std::atomic<quint64>, bounds.size()> m_buckets{};
    std::atomic<quint64> m_count = 0;
    std::atomic<qint64> m_sum = 0; // nanoseconds, and so is the next
    std::atomic<qint64> m_last = 0;
    std::atomic<bool> m_isFailing = false;
};

} // namespace WebJabber
