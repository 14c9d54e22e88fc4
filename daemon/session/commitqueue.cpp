// SPDX-License-Identifier: GPL-3.0-or-later
#include "commitqueue.h"

#include <logging.h>
#include <store.h>

#include <algorithm>

namespace WebJabber {

CommitQueue::CommitQueue(Store &store, Listener &listener, QObject &context)
    : m_store(store)
    , m_listener(listener)
    , m_context(context)
    , m_retry([this] {
        m_isFailing = false;
        submit();
    })
{
}

void CommitQueue::add(Entry entry)
{
    m_entries.append(std::move(entry));
    submit();
}

void CommitQueue::submit()
{
    while (!m_isFailing && m_submitted < size() && m_unanswered < maxWithStore) {
        const Entry &entry = m_entries.at(m_submitted);
        if (!entry.event) {
            if (m_submitted > 0)
                return; // its turn comes when those before it are committed
            finishFirst();
            continue;
        }
        ++m_submitted;
        ++m_unanswered;
        m_store.append(*entry.event).then(&m_context, [this](const Result<Appended> &stored) {
            handleAnswer(stored ? std::nullopt : std::optional(stored.error()));
        });
    }
}

void CommitQueue::handleAnswer(const std::optional<Problem> &problem)
{
    --m_unanswered;
    if (problem && !std::exchange(m_isFailing, true)) {
        qCWarning(lcSession).noquote() << m_entries.first().event->account.toString()
                                       << "cannot be received for until it can be kept:" << problem->detail;
    } else if (!m_isFailing) {
        m_retryDelay = shortestRetry;
        --m_submitted;
        finishFirst();
        return submit();
    }
    if (m_unanswered > 0)
        return;
    m_submitted = 0; // what the store took after its failure it will know again
    m_retry.start(m_retryDelay);
    m_retryDelay = std::min(longestRetry, 2 * m_retryDelay);
}

void CommitQueue::finishFirst()
{
    const auto position = m_entries.takeFirst().position;
    if (m_entries.isEmpty())
        m_entries.squeeze();
    if (position)
        m_listener.handleReached(*position);
    if (m_entries.isEmpty())
        m_listener.handleCommitted();
}

} // namespace WebJabber
