// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/problem.h"
#include "store/storedtypes.h"
#include "xmpp/archiveposition.h"
#include "xmpp/lazytimer.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <optional>
#include <variant>

namespace WebJabber {

class Store;

// Writes an account's events and bounces to the store in order, and retries while the store fails. Stanzas that are
// still queued must not be acknowledged to the XMPP server.
class CommitQueue
{
public:
    // A bounce or an event, or nothing.
    using Content = std::variant<std::monostate, Event, Bounce>;
    struct Entry {
        Content content;
        std::optional<ArchivePosition> position{};
    };

    class Listener
    {
    public:
        virtual void handleReached(const ArchivePosition &position) = 0;
        // Everything is committed. May be called repeatedly without an event in between.
        virtual void handleCommitted() = 0;

    protected:
        ~Listener() = default;
    };

    // Entries passed to the store at a time. More would be faster, but if the store rejected one and accepted the
    // next, their order would be lost.
    static constexpr qsizetype maxSubmitted = 1;
    static constexpr std::chrono::milliseconds shortestRetry{1'000};
    static constexpr std::chrono::milliseconds longestRetry{30'000};

    // The store and the listener must outlive the queue. `context` is the QObject that owns it; pending callbacks are
    // cancelled with it.
    CommitQueue(Store &store, Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(CommitQueue)

    // An archive position counts as reached when everything appended up to here is committed, with or without content
    // of its own.
    void append(Content content, const std::optional<ArchivePosition> &position = {});
    void append(std::nullopt_t, const ArchivePosition &position) { append(Content(), position); }

    bool isEmpty() const { return m_entries.isEmpty(); }
    qsizetype size() const { return m_entries.size(); }
    // The approximate size of the queued events.
    qsizetype bytes() const { return m_bytes; }
    // Whether the store rejected the oldest entry, which is retried later.
    bool isFailing() const { return m_isFailing; }

private:
    void submit();
    void handleAnswer(const std::optional<Problem> &problem);
    void finishFirst();

    Store &m_store;
    Listener &m_listener;
    QObject &m_context;
    QList<Entry> m_entries; // an empty std::deque takes 600 bytes
    qsizetype m_submitted = 0; // number of entries passed to the store, from the first on
    qsizetype m_unanswered = 0; // those of them without a result yet
    qsizetype m_bytes = 0;
    bool m_isFailing = false;
    LazyTimer m_retry;
    std::chrono::milliseconds m_retryDelay = shortestRetry;
};

} // namespace WebJabber
