// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/accountfeatures.h"
#include "session/archivereader.h"
#include "session/commitqueue.h"
#include "shared/event.h"
#include "xmpp/lazytimer.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace WebJabber {

class ArchiveBookmark;

// Fills the gap before a new stream from the archive, in the server's order: live messages are held until the archive
// has returned everything before them. On the account's very first sign-in it only reads the archive's newest
// position, because history is not fetched.
//
// If the archive fails, it is queried again while the stream lasts, and live messages are no longer held. A server
// that does not return its features in time is treated as slow: the archive is queried, and live messages are held.
// The bookmark advances only over archived stanzas and over live messages that follow them without a gap.
class ArchiveSync final : private ArchiveReader::Listener, private FeaturesQuery::Listener
{
public:
    // Which outgoing messages may be sent.
    enum class Sending {
        Nothing,
        NewOnly, // the archive has not shown yet which earlier messages the server received
        Everything,
    };

    class Listener
    {
    public:
        // The archive holds an outgoing stanza with this id: the server received it.
        virtual void handleOwnMessage(const QString &id) = 0;
        // The archive is slow or fails; sending() returns NewOnly from now on.
        virtual void handleArchiveLate() = 0;
        virtual void handleSynced() = 0;
        virtual void handleCallSignal(const CallSignal &) { } // read from the archive
        // Whether the account's own presence makes the server deliver messages.
        virtual bool isAvailable() const = 0;

    protected:
        ~Listener() = default;
    };

    // Maximum number of live messages held. The archive returns the others later.
    static constexpr qsizetype maxHeld = 500;
    // Maximum size of the held messages, approximately.
    static constexpr qsizetype maxHeldBytes = 4 * 1024 * 1024;
    // Maximum time for which new outgoing messages wait for the archive.
    static constexpr std::chrono::seconds longestWait{3};
    // Maximum difference assumed between the local clock and the server's.
    static constexpr std::chrono::minutes clockMargin{10};
    // An archive with more pages is treated as endless.
    static constexpr int maxPages = 10'000;
    // The delay after this many consecutive failures, at least 1.
    static std::chrono::seconds retryDelay(int failures);

    // Everything passed by reference must outlive the object. `context` is the QObject that owns it; pending
    // callbacks are cancelled with it.
    ArchiveSync(const Jid &account, QXmppClient &client, CommitQueue &commits, ArchiveBookmark &bookmark,
                Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(ArchiveSync)

    // Call on a new stream, or when the own presence becomes available again. The query is sent from the event loop,
    // after QXmpp has sent presence: start() is called from a signal of QXmpp. Leads to handleSynced(), unless the
    // stream is lost for good before.
    void start();
    // The stream was lost (false) or resumed (true).
    void setConnected(bool connected);
    bool isRunning() const { return m_state != State::Idle; }
    Sending sending() const;
    // Moves all held messages to the commit queue. Needed if the archive may not return them again.
    void releaseAll() { releaseHeld(); }
    // The next start() skips everything between the bookmark and the archive's newest stanza. Needed if that part
    // cannot be read.
    void skipToNewest() { m_skipsToNewest = true; }

    // Takes a live message. Returns the entry for the commit queue, or nullopt if the message is held for now or left
    // to the archive.
    std::optional<CommitQueue::Entry> admit(const Event &event);
    void handleArchived(const ArchivedStanza &stanza) { m_reader.handleResult(stanza); }
    // Whether a held message is not in the archive, so that it must not be acknowledged (XEP-0198) yet.
    bool holdsUnarchived() const;

    // The owner forwards these notifications of the commit queue and the bookmark.
    void handleCommitted() { readIfReady(); }
    void handleBookmarkLoaded();
    void handleBookmarkSaved();

private:
    enum class State {
        Idle,
        QueryingFeatures, // querying the server's features
        Loading, // loading the bookmark
        CatchingUp,
        ReadingNewest, // reading the archive's newest position
        Saving, // saving the position that the first look returned
    };

    void handleFeatures(const AccountFeatures &features) override;
    void queryFeatures();
    void load();
    void begin();
    void readNewestPosition();
    void requestPage();
    void readIfReady();
    void readPage();
    void handleStanza(const ArchivedStanza &stanza) override;
    void handlePage(bool complete) override;
    void handleFailure(ArchiveReader::Failure failure) override;
    bool isConnected() const;
    bool hasSpaceFor(const Event &event) const;
    bool mustHold() const;
    bool isArchived(const Event &event) const;
    bool movesBookmark(const Event &event) const;
    bool mayHaveStanzaIds() const;
    CommitQueue::Entry entryOf(Event event) const;
    void releaseHeld();
    void releaseUnarchived();
    void stopHolding();
    void markLate();
    bool isEndless();
    void finish(bool inSync);

    Jid m_account;
    QXmppClient &m_client;
    CommitQueue &m_commits;
    ArchiveBookmark &m_bookmark;
    Listener &m_listener;
    QObject &m_context;
    ArchiveReader m_reader;
    State m_state = State::Idle;
    bool m_inSync = false; // nothing is missing before the live messages
    bool m_isConnected = false;
    bool m_isPageDue = false; // the next page is to be requested
    bool m_triedTime = false; // queried by time, because the id was not found
    bool m_isLate = false; // sending no longer waits
    bool m_isBehind = false; // live messages are no longer held
    int m_failures = 0; // in a row
    int m_pages = 0;
    ArchivePosition m_last; // the position read last
    QString m_pageStart; // the id that the current page follows
    QString m_earlierEnd; // last id of an earlier page, to detect an archive that repeats itself
    QList<Event> m_held;
    bool m_overflowed = false; // some live messages were not held
    AccountFeatures m_features; // of the current stream
    std::unique_ptr<FeaturesQuery> m_featuresQuery; // until it is answered
    bool m_skipsToNewest = false;
    LazyTimer m_retry;
    LazyTimer m_waitTimer;
};

} // namespace WebJabber
