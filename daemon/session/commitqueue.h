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
#include <variant>

namespace WebJabber {

class Store;

// An account's events and bounces on their way into the store: in order, and
// again and again while the store fails. What is still in here must not be
// acknowledged to the XMPP server.
class CommitQueue
{
public:
    class Listener
    {
    public:
        virtual void handleReached(const ArchivePosition &position) = 0;
        // Everything is committed. May come without an event in between.
        virtual void handleCommitted() = 0;

    protected:
        ~Listener() = default;
    };

    // More than one would be faster, but where the store refuses one and takes
    // the next, their order would be lost.
    static constexpr qsizetype maxWithStore = 1;
    static constexpr std::chrono::milliseconds shortestRetry{1'000};
    static constexpr std::chrono::milliseconds longestRetry{30'000};

    // What is passed must outlive it; `context` is whose part it is.
    CommitQueue(Store &store, Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(CommitQueue)

    void append(const Event &event) { add({event, {}}); }
    void append(const Bounce &bounce) { add({bounce, {}}); }
    void append(const Bounce &bounce, const ArchivePosition &position) { add({bounce, position}); }
    // A position of the archive counts as reached when what was appended up to
    // here is committed; with or without an event of its own.
    void append(const std::optional<Event> &event, const ArchivePosition &position)
    {
        add({event ? Content(*event) : Content(), position});
    }

    bool isEmpty() const { return m_entries.isEmpty(); }
    qsizetype size() const { return m_entries.size(); }
    // What the events in it hold, about.
    qsizetype bytes() const { return m_bytes; }
    // Whether the store refused the oldest one, which is tried again later.
    bool isFailing() const { return m_isFailing; }

private:
    using Content = std::variant<std::monostate, Event, Bounce>;
    struct Entry {
        Content content;
        std::optional<ArchivePosition> position;
    };

    void add(Entry entry);
    void submit();
    void handOver(const Content &content);
    void handleAnswer(const std::optional<Problem> &problem);
    void finishFirst();

    Store &m_store;
    Listener &m_listener;
    QObject &m_context;
    QList<Entry> m_entries; // a std::deque takes 600 bytes while it is empty
    qsizetype m_submitted = 0; // the first so many were handed to the store
    qsizetype m_unanswered = 0; // of these
    qsizetype m_bytes = 0;
    bool m_isFailing = false;
    LazyTimer m_retry;
    std::chrono::milliseconds m_retryDelay = shortestRetry;
};

} // namespace WebJabber
