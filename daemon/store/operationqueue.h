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

// The way to the worker thread and back: the only thing the two threads share.
class OperationQueue
{
public:
    explicit OperationQueue(std::size_t limit)
        : m_limit(limit)
    {
    }

    // Takes the operation, and leaves it where too many wait or it is closed.
    // A worker that sleeps is not woken by it.
    bool add(std::unique_ptr<StoreOperation> &operation);
    // Has what was added done.
    void wake();
    // The worker is to end when it has done what is queued; at the deadline it
    // stops doing.
    void close(QDeadlineTimer deadline);

    // Waits for operations and takes the next ones, in order. None: it is closed.
    OperationBatch take();
    // Whether what is taken now is to be given up.
    bool isOverdue() const;

    // True where nothing done was waiting to be taken.
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
