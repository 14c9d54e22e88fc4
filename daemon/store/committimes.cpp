// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/committimes.h"

#include <algorithm>

namespace WebJabber {

void CommitTimes::add(std::chrono::nanoseconds time)
{
    const auto bound = std::ranges::lower_bound(bounds, time);
    if (bound != bounds.end())
        m_buckets[std::size_t(bound - bounds.begin())].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(time.count(), std::memory_order_relaxed);
    m_last.store(time.count(), std::memory_order_relaxed);
    m_count.fetch_add(1, std::memory_order_relaxed);
    m_isFailing.store(false, std::memory_order_relaxed);
}

void CommitTimes::fail()
{
    m_isFailing.store(true, std::memory_order_relaxed);
}

CommitTimes::Snapshot CommitTimes::snapshot() const
{
    Snapshot snapshot;
    quint64 atMost = 0;
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        snapshot.atMost[i] = atMost += m_buckets[i].load(std::memory_order_relaxed);
    snapshot.count = m_count.load(std::memory_order_relaxed);
    snapshot.sum = std::chrono::nanoseconds(m_sum.load(std::memory_order_relaxed));
    snapshot.last = std::chrono::nanoseconds(m_last.load(std::memory_order_relaxed));
    snapshot.isFailing = m_isFailing.load(std::memory_order_relaxed);
    return snapshot;
}

} // namespace WebJabber
