// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storeoperation.h"

#include <QDeadlineTimer>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace WebJabber {

using OperationBatch = std::vector<std::unique_ptr<StoreOperation>>;

// Passes operations to the worker thread and back. It is the only state that the two threads share.
class OperationQueue
{
public:
    explicit OperationQueue(std::size_t limit)
        : m_limit(limit)
    {
    }

    // Moves the operation into the queue. Returns false and leaves it with the caller if the queue is full or closed.
    // Does not wake the worker.
    bool add(std::unique_ptr<StoreOperation> &operation);
    // Wakes the worker to run what was added.
    void wake();
    // Makes the worker end as soon as the queue is empty. Operations taken after the deadline are to be failed, not
    // run.
    void close(QDeadlineTimer deadline);

    // Waits for operations and takes the next ones, in order. An empty batch means that the queue is closed.
    OperationBatch take();
    // Returns true if the deadline has passed.
    bool isOverdue() const;

    // Returns true if no finished operation was waiting for takeDone() before.
    bool addDone(OperationBatch batch);
    OperationBatch takeDone();

private:
    const std::size_t m_limit;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::unique_ptr<StoreOperation>> m_waiting;
    OperationBatch m_done;
    bool m_isClosed = false;
    QDeadlineTimer m_deadline = QDeadlineTimer::Forever;
};

} // namespace WebJabber
