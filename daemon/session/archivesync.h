// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archivereader.h"
#include "oneshot.h"

#include <event.h>

#include <QList>
#include <QObject>

#include <chrono>

namespace WebJabber {

class ArchiveBookmark;
class CommitQueue;

// Fills the gap before a new stream from the archive, in the server's order:
// what comes live meanwhile waits until the archive has told what was before
// it. On the account's very first sign-in it only finds out where the archive
// stands, as history is not asked for.
class ArchiveSync final : private ArchiveReader::Listener
{
public:
    class Listener
    {
    public:
        // The archive holds a message of ours with this id: the server had taken it.
        virtual void handleOwnMessage(const QString &id) = 0;
        virtual void handleSynced() = 0;

    protected:
        ~Listener() = default;
    };

    // So many live messages wait at most; the archive tells the others again.
    static constexpr qsizetype maxHeld = 500;
    static constexpr int maxTries = 3;
    static constexpr std::chrono::milliseconds retryDelay{5'000};
    // How far our clock and the server's may be apart.
    static constexpr std::chrono::minutes clockMargin{10};

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
        Loading, // the bookmark
        CatchingUp,
        FirstLook, // where the archive stands
        Saving, // of what the first look told
    };

    void begin();
    void lookFirst();
    void wantPage();
    void readIfReady();
    void readPage();
    void handleStanza(const ArchivedStanza &stanza) override;
    void handlePage(bool complete) override;
    void handleFailure(ArchiveReader::Failure failure) override;
    void appendLive(const Event &event);
    void releaseHeld();
    void releaseUnarchived();
    void finish(bool inSync);

    Jid m_account;
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
    int m_tries = 0;
    ArchivePosition m_last; // that was read
    QString m_pageStart; // the id the current page comes after
    QList<Event> m_held;
    bool m_overflowed = false; // some were not held
    OneShot m_retry;
};

} // namespace WebJabber
