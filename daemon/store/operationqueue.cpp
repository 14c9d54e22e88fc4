// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/operationqueue.h"

#include <algorithm>
#include <iterator>

namespace WebJabber {

// The limit of operations per transaction. A larger one would add little speed, but would delay answers and deliver
// them in bursts.
static constexpr std::size_t maxBatch = 500;

bool OperationQueue::add(std::unique_ptr<StoreOperation> &operation)
{
    const std::scoped_lock lock(m_mutex);
    if (m_isClosed || m_waiting.size() >= m_limit)
        return false;
    m_waiting.push_back(std::move(operation));
    return true;
}

void OperationQueue::wake()
{
    m_changed.notify_one();
}

void OperationQueue::close(QDeadlineTimer deadline)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosed = true;
        m_deadline = deadline;
    }
    m_changed.notify_one();
}

OperationBatch OperationQueue::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isClosed || !m_waiting.empty(); });
    const auto end = m_waiting.begin() + std::ptrdiff_t(std::min(m_waiting.size(), maxBatch));
    OperationBatch batch(std::move_iterator(m_waiting.begin()), std::move_iterator(end));
    m_waiting.erase(m_waiting.begin(), end);
    return batch;
}

bool OperationQueue::isOverdue() const
{
    const std::scoped_lock lock(m_mutex);
    return m_deadline.hasExpired();
}

bool OperationQueue::addDone(OperationBatch batch)
{
    const std::scoped_lock lock(m_mutex);
    const bool isFirst = m_done.empty();
    std::ranges::move(batch, std::back_inserter(m_done));
    return isFirst;
}

OperationBatch OperationQueue::takeDone()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_done, {});
}

} // namespace WebJabber
