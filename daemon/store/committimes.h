// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <array>
#include <atomic>
#include <chrono>

namespace WebJabber {

// A histogram of how long write transactions take to commit, and whether the last one succeeded. Thread-safe. A
// snapshot may contain the newest transaction in part.
class CommitTimes
{
public:
    // Upper bounds of the buckets. Longer times are only in `count` and `sum`.
    static constexpr std::array bounds{
        std::chrono::milliseconds(1),   std::chrono::milliseconds(2),   std::chrono::milliseconds(5),
        std::chrono::milliseconds(10),  std::chrono::milliseconds(25),  std::chrono::milliseconds(50),
        std::chrono::milliseconds(100), std::chrono::milliseconds(250), std::chrono::milliseconds(1000)};

    struct Snapshot {
        std::array<quint64, bounds.size()> atMost{}; // cumulative, one for each bound
        quint64 count = 0;
        std::chrono::nanoseconds sum{0};
        std::chrono::nanoseconds last{0};
        bool isFailing = false; // the newest write failed
    };

    void add(std::chrono::nanoseconds time);
    void fail();
    Snapshot snapshot() const;

private:
    std::array<std::atomic<quint64>, bounds.size()> m_buckets{};
    std::atomic<quint64> m_count = 0;
    std::atomic<qint64> m_sum = 0; // in nanoseconds, like m_last
    std::atomic<qint64> m_last = 0;
    std::atomic<bool> m_isFailing = false;
};

} // namespace WebJabber
