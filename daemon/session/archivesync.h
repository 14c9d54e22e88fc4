// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/accountfeatures.h"
#include "session/archivereader.h"
#include "shared/event.h"
#include "xmpp/lazytimer.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <memory>

namespace WebJabber {

class ArchiveBookmark;
class CommitQueue;

// Fills the gap before a new stream from the archive, in the server's order:
// what comes live meanwhile waits until the archive has given what was before
// it. On the account's very first sign-in it only finds out where the archive
// stands, as history is not asked for.
//
// An archive that fails is queried again for as long as the stream holds, while
// live messages go on. The bookmark moves only over what the archive has given,
// and over live messages that follow it without a gap.
class ArchiveSync final : private ArchiveReader::Listener, private FeaturesQuery::Listener
{
public:
    // What may be sent.
    enum class Sending {
        Nothing,
        NewOnly, // the archive has still to say which messages of before it has
        Everything,
    };

    class Listener
    {
    public:
        // The archive holds a stanza of ours with this id: the server had taken it.
        virtual void handleOwnMessage(const QString &id) = 0;
        // The archive is slow or fails; sending() is NewOnly from now on.
        virtual void handleArchiveLate() = 0;
        virtual void handleSynced() = 0;
        virtual void handleCallSignal(const CallSignal &) { } // of what was missed meanwhile
        // Whether the own presence is such that the server delivers messages.
        virtual bool isAvailable() const = 0;

    protected:
        ~Listener() = default;
    };

    // So many live messages wait at most; the archive gives the others again.
    static constexpr qsizetype maxHeld = 500;
    // The same for what they hold, about.
    static constexpr qsizetype maxHeldBytes = 4 * 1024 * 1024;
    // How long new messages wait for the archive at most.
    static constexpr std::chrono::seconds longestWait{3};
    // How far our clock and the server's may be apart.
    static constexpr std::chrono::minutes clockMargin{10};
    // An archive that has not ended then is one without an end.
    static constexpr int maxPages = 10'000;
    // After the nth failure in a row, from 1.
    static std::chrono::seconds retryDelay(int failures);

    // Everything passed must outlive it; `context` is whose part it is.
    ArchiveSync(const Jid &account, QXmppClient &client, CommitQueue &commits, ArchiveBookmark &bookmark,
                Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(ArchiveSync)

    // On a new stream, or when we are available again: asks once QXmpp, in whose
    // signal this is called, has sent presence. Leads to handleSynced(), unless
    // the stream is lost for good before.
    void start();
    // The stream was lost, or goes on.
    void setConnected(bool connected);
    bool isRunning() const { return m_state != State::Idle; }
    Sending sending() const;
    // What is held goes to the commit queue: the archive may not give it again.
    void releaseAll() { releaseHeld(); }
    // The next start() leaves out what is between the bookmark and the archive's
    // newest stanza: it cannot be read.
    void skipToNewest() { m_skipsToNewest = true; }

    // A message that came live; it goes to the commit queue in its turn.
    void takeLive(const Event &event);
    void takeArchived(const ArchivedStanza &stanza) { m_reader.take(stanza); }
    // Whether something waits here that only the server has, besides.
    bool holdsUnarchived() const;

    // What the commit queue and the bookmark told their listener.
    void handleCommitted() { readIfReady(); }
    void handleBookmarkLoaded();
    void handleBookmarkSaved();

private:
    enum class State {
        Idle,
        Asking, // the server for its features
        Loading, // the bookmark
        CatchingUp,
        FirstLook, // where the archive stands
        Saving, // of what the first look gave
    };

    void handleFeatures(const AccountFeatures &features) override;
    void ask();
    void load();
    void begin();
    void lookFirst();
    void wantPage();
    void readIfReady();
    void readPage();
    void handleStanza(const ArchivedStanza &stanza) override;
    void handlePage(bool complete) override;
    void handleFailure(ArchiveReader::Failure failure) override;
    bool isConnected() const;
    bool hasRoomFor(const Event &event) const;
    bool mustHold() const;
    bool isArchived(const Event &event) const;
    bool movesBookmark(const Event &event) const;
    void appendLive(Event event);
    void releaseHeld();
    void releaseUnarchived();
    void fallBehind();
    void becomeLate();
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
    bool m_inSync = false; // nothing is missing before what comes live
    bool m_isConnected = false;
    bool m_wantsPage = false; // the next one is to be asked for
    bool m_triedTime = false; // asked by time, as the id was not found
    bool m_isLate = false; // sending does not wait any longer
    bool m_isBehind = false; // live messages do not wait any longer
    int m_failures = 0; // in a row
    int m_pages = 0;
    ArchivePosition m_last; // that was read
    QString m_pageStart; // the id the current page comes after
    QString m_earlierEnd; // of a page; for the archive that goes in circles
    QList<Event> m_held;
    bool m_overflowed = false; // some were not held
    AccountFeatures m_features; // of the stream
    std::unique_ptr<FeaturesQuery> m_featuresQuery; // until it is answered
    bool m_skipsToNewest = false;
    LazyTimer m_retry;
    LazyTimer m_patience;
};

} // namespace WebJabber
