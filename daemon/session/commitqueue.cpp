// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/commitqueue.h"

#include "shared/logging.h"
#include "store/store.h"

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

// Counts events only, because a bounce is short.
template<typename Content>
static qsizetype bytesOf(const Content &content)
{
    const auto *event = std::get_if<Event>(&content);
    return event ? event->body.size() * qsizetype(sizeof(QChar)) + event->content.size() : 0;
}

void CommitQueue::append(Content content, const std::optional<ArchivePosition> &position)
{
    m_bytes += bytesOf(content);
    m_entries.append({std::move(content), position});
    submit();
}

void CommitQueue::submit()
{
    const auto answer = [this](const auto &stored) {
        handleAnswer(stored ? std::nullopt : std::optional(stored.error()));
    };
    while (!m_isFailing && m_submitted < size() && m_unanswered < maxSubmitted) {
        const Content &content = m_entries.at(m_submitted).content;
        if (std::holds_alternative<std::monostate>(content)) {
            if (m_submitted > 0)
                return; // a position without content waits until the entries before it are committed
            finishFirst();
            continue;
        }
        ++m_submitted;
        ++m_unanswered;
        if (const auto *event = std::get_if<Event>(&content))
            m_store.append(*event).then(&m_context, [answer](const Result<Appended> &stored) {
                // An event that was not stored must not be acknowledged: its account is not saved yet or is being
                // removed.
                const bool hasAccount = !stored || stored->event.seq >= 0;
                answer(hasAccount ? stored : problem(ProblemCode::StorageUnavailable, QStringLiteral("no account")));
            });
        else if (const auto *bounce = std::get_if<Bounce>(&content))
            m_store.bounce(*bounce).then(&m_context, [answer](const Result<void> &stored) { answer(stored); });
    }
}

static QString accountOf(const Event &event)
{
    return event.account.toString();
}

static QString accountOf(const Bounce &bounce)
{
    return bounce.account.toString();
}

static QString accountOf(std::monostate)
{
    return {};
}

void CommitQueue::handleAnswer(const std::optional<Problem> &problem)
{
    --m_unanswered;
    if (problem && !std::exchange(m_isFailing, true)) {
        const QString account = std::visit([](const auto &entry) { return accountOf(entry); },
                                           m_entries.first().content);
        qCWarning(lcSession).noquote() << account << "cannot be received for until it can be kept:" << problem->detail;
    } else if (!m_isFailing) {
        m_retryDelay = shortestRetry;
        --m_submitted;
        finishFirst();
        return submit();
    }
    if (m_unanswered > 0)
        return;
    m_submitted = 0; // the store recognises entries that it accepted after the failed one
    m_retry.start(m_retryDelay);
    m_retryDelay = std::min(longestRetry, 2 * m_retryDelay);
}

void CommitQueue::finishFirst()
{
    const Entry first = m_entries.takeFirst();
    m_bytes -= bytesOf(first.content);
    if (m_entries.isEmpty())
        m_entries.squeeze();
    if (first.position)
        m_listener.handleReached(*first.position);
    if (m_entries.isEmpty())
        m_listener.handleCommitted();
}

} // namespace WebJabber
