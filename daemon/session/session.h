// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/archivebookmark.h"
#include "session/archivesync.h"
#include "session/clientstate.h"
#include "session/commitqueue.h"
#include "session/leftoutreport.h"
#include "session/messagehandler.h"
#include "session/missedcalls.h"
#include "session/ownpresence.h"
#include "session/reconnectpolicy.h"
#include "session/refusalpolicy.h"
#include "session/roster.h"
#include "session/transmitter.h"
#include "shared/sharedpromise.h"
#include "store/storedtypes.h"
#include "xmpp/lazytimer.h"
#include "xmpp/readerclock.h"
#include "xmpp/streamreader.h"
#include "xmpp/xmppconnection.h"

#include <QDateTime>
#include <QFuture>

#include <type_traits>

namespace WebJabber {

class ReconnectLimiter;
class Store;

enum class SessionState {
    Offline, // not signed in yet, or signed out
    Connecting,
    Online,
    Waiting, // lost; the next try is due later
    Refused, // the server does not take the password (any more)
};

inline constexpr NameTable sessionStateNames(std::array{
    std::pair(SessionState::Offline, QLatin1StringView("offline")),
    std::pair(SessionState::Connecting, QLatin1StringView("connecting")),
    std::pair(SessionState::Online, QLatin1StringView("online")),
    std::pair(SessionState::Waiting, QLatin1StringView("waiting")),
    std::pair(SessionState::Refused, QLatin1StringView("refused")),
});

// Keeps one JID online: signs in, takes what arrives to the store, sends what
// the store holds, and comes back after every loss until it is signed out or
// the password is refused. What arrives is acknowledged to the server only
// when the store has it, and what was missed meanwhile comes from the archive.
//
// Its parts tell it what happens by plain calls to a listener, and so does it its
// owner: a signal's connection takes some 200 bytes, and there are ten thousand
// sessions.
class Session : public QObject,
                private XmppConnection::Listener,
                private MessageHandler::Listener,
                private Roster::Listener,
                private CommitQueue::Listener,
                private ArchiveBookmark::Listener,
                private ArchiveSync::Listener
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        // To be kept, sealed, for the next restore().
        virtual void handleCredentials(const Jid &account, const StoredCredentials &toStore) = 0;
        virtual void handleState(const Jid &account, SessionState state) = 0;
        // As Roster tells these.
        virtual void handlePresence(const Jid &account, const Jid &contact) = 0;
        virtual void handleContact(const Jid &account, const Contact &contact) = 0;
        virtual void handleChatState(const Jid &account, const ChatState &chatState) = 0;
        // As it is on the wire, secrets included; while traced. A part of a
        // stream: the stream's own tags come alone.
        virtual void handleTraced(const Jid &account, Direction direction, const QString &xml) = 0;

    protected:
        ~Listener() = default;
    };

    // So many events may wait for the store before no more is read.
    static constexpr qsizetype maxUncommitted = 256;
    // The same for what they hold.
    static constexpr qsizetype maxUncommittedBytes = 4 * 1024 * 1024;

    // Everything passed by reference must outlive the session; the listener only
    // until signOut().
    Session(const Jid &account, const XmppSettings &settings, Store &store, LoginLimiter &gate, ReadTurns &turns,
            ServerLocator &locator, ReconnectLimiter &pacer, Listener &listener, QObject *parent = nullptr);

    const Jid &account() const { return m_account; }
    SessionState state() const { return m_state; }
    QDateTime since() const { return m_since; } // UTC; when the state was entered
    // Whether it ever was online, or was restored: it goes on trying then.
    bool wasOnline() const { return m_wasOnline; }
    QString lastError() const { return m_lastError; }
    QString server() const { return m_connection.address(); } // host:port of the last try
    // How often in a row credentials that were good once were refused.
    int refusals() const { return m_refusal.refusals(); }
    // How often it came back after a loss.
    int reconnects() const { return m_reconnects; }
    // UTC, when an event last came or a message last went; null: not yet.
    QDateTime lastActivity() const { return m_lastActivity; }

    // Signs in with this password. Where a first sign-in is under way its
    // outcome is the answer, whatever the password: ask usesPassword() first.
    QFuture<Result<void>> signIn(const QString &password);
    // Comes back as after a loss, in its turn. Only on a new session. It stays
    // offline where nothing is left to sign in with.
    void restore(const StoredCredentials &credentials, const QString &archiveId);
    // Whether this is the password it signed in with, without telling by time.
    bool usesPassword(const QString &password) const;
    // From the next reconnect on; another connection signed in with them.
    // At once if it waits because those it has were refused.
    void setCredentials(const StoredCredentials &proven);
    // The credentials told last could not be kept: tells them again.
    void retellCredentials() { m_connection.credentials().retell(); }
    // For good: after its last state nothing more is told.
    void signOut();
    // Connects anew now: cuts what is there, ends a wait early, and tries again
    // where the password was refused. Nothing happens while connecting, and
    // where it never was online.
    void reconnect();
    // Whether handleTraced() is to be called, for everything sent and received.
    void setTraced(bool isTraced);

    // The roster; waits for the server to tell it where it just signed in.
    QFuture<Result<QList<Contact>>> contacts();
    // Null where it is none; valid until the event loop is entered again.
    const Contact *contact(const Jid &jid) const { return m_roster.contact(jid); }
    // These fail with xmpp-unreachable while not online, with timeout where the
    // server does not answer in 20 s.
    QFuture<Result<void>> setContact(const Jid &jid, const QString &name, const QStringList &groups);
    QFuture<Result<void>> removeContact(const Jid &jid); // not-found where it is none
    QFuture<Result<void>> changeSubscription(const Jid &jid, SubscriptionAction action);

    // Our own presence, from now on and over every reconnect; keeping it over
    // restarts is the caller's business. While it is Offline the server sends no
    // messages; they come when that changes.
    void setPresence(Show show, const QString &status);

    // Somebody has just read the account, ...
    void noteRead() { m_lastRead = std::chrono::steady_clock::now(); }
    // ... or does so from now on, or no longer (an open event stream or long poll).
    void setWatched(bool isWatched);
    // Whether it is read counts for the server (XEP-0352) and, in place of a
    // chosen Online, for the presence that is shown.
    void setAttention(ReaderClock::Attention attention);

    // Gives a receipt (XEP-0184) for an event that was stored, if its sender asks
    // for one, may know that we are here, and still wants to know.
    void giveReceipt(const Event &stored);

    // Fails with xmpp-unreachable while not online; nothing is sent later. The
    // states are those of ChatState.
    Result<void> sendChatState(const Jid &to, const QString &state);

    // Called when the store holds something new to send.
    void transmit(const Outgoing &message);
    // Called when the store knows what became of it.
    void handleSettled(const Outgoing &message) { m_transmitter.handleSettled(message); }
    // Fails with too-large if the server is known to take no stanza as long as this.
    Result<void> checkSize(const Outgoing &message) const;

private:
    void handleEstablished(bool resumed) override;
    void handleTaken(quint32 stanzas) override;
    void handleEnded(const Problem &problem) override;
    void handleCredentials(const StoredCredentials &toStore) override;
    void handleTraced(Direction direction, const QString &xml) override;
    void handleLeftOut(const LeftOut &leftOut) override;
    void handleReceived(const Event &event) override;
    void handleArchived(const ArchivedStanza &stanza) override;
    void handleChatState(const ChatState &chatState) override;
    void handleBounce(const Bounce &bounce) override;
    void handleAvailability(const QDomElement &presence) override;
    void handleRequest(const QDomElement &iq) override;
    void handleFeatures(const QDomElement &features) override;
    void handleCallSignal(const CallSignal &signal) override;
    void handleRosterKnown() override;
    void handlePresence(const Jid &contact) override;
    void handleContact(const Contact &contact) override;
    void handleReached(const ArchivePosition &position) override;
    void handleCommitted() override;
    void handleBookmarkLoaded() override;
    void handleBookmarkSaved() override;
    void handleOwnMessage(const QString &id) override;
    void handleArchiveLate() override;
    bool isAvailable() const override { return m_presence.isAvailable(); }
    void handleSynced() override;

    void connectNow();
    void openConnection();
    void sendPresenceIfDue();
    void openTransmitter();
    void startNewStream();
    void answerSignIns();
    void finishSignIns();
    void limitReading();
    Result<void> checkOnline() const;
    std::optional<std::chrono::seconds> idleTimeFor(const Jid &asker) const;
    StreamReader::AckAnswer mayAcknowledge() const;
    void noteBrokenStream(const Problem &problem);
    void handleRefused(const Problem &problem);
    void enterRefused(const Problem &problem);
    void handleConflict();
    void waitForNextTry();
    void waitForTurn();
    void enter(SessionState state);
    void awaitHeldBackPresence();
    void answerContacts(const Result<QList<Contact>> &result);
    template<typename... Values>
    void tell(void (Listener::*what)(const Jid &, Values...), const std::type_identity_t<Values> &...values) const;

    Jid m_account;
    Store &m_store;
    ReconnectLimiter &m_pacer;
    Listener *m_listener; // null once signed out
    XmppConnection m_connection;
    Roster m_roster;
    ClientState m_clientState;
    CommitQueue m_commits;
    ArchiveBookmark m_bookmark;
    ArchiveSync m_sync;
    Transmitter m_transmitter;
    OwnPresence m_presence;
    SessionState m_state = SessionState::Offline;
    QDateTime m_since;
    QString m_lastError;
    QDateTime m_lastActivity;
    std::chrono::steady_clock::time_point m_lastRead = std::chrono::steady_clock::now();
    int m_reconnects = 0;
    bool m_hasBeenOnline = false; // since it was made
    bool m_wasOnline = false;
    bool m_isWatched = false;
    bool m_awaitsPresence = false; // that the server held back
    bool m_isAccountKept = false; // the store was told of it
    bool m_connectsWhenCommitted = false;
    int m_brokenStreams = 0; // in a row, by XML that is not well-formed
    ReconnectPolicy m_policy;
    RefusalPolicy m_refusal;
    LazyTimer m_retry;
    LazyTimer m_firstLook; // while sign-ins wait for it
    LazyTimer m_rosterDeadline;
    std::unique_ptr<MissedCalls> m_calls; // while one is offered
    std::unique_ptr<LeftOutReport> m_leftOut; // since there was something to report
    SharedPromise<void> m_signIns;
    SharedPromise<QList<Contact>> m_contactRequests;
};

} // namespace WebJabber
