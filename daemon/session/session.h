// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/archivebookmark.h"
#include "session/archivesync.h"
#include "session/clientstate.h"
#include "session/commitqueue.h"
#include "session/messagehandler.h"
#include "session/missedcalls.h"
#include "session/ownpresence.h"
#include "session/reconnectpolicy.h"
#include "session/refusalpolicy.h"
#include "session/roster.h"
#include "session/sessionevents.h"
#include "session/skippedstanzareport.h"
#include "session/transmitter.h"
#include "shared/sharedpromise.h"
#include "store/storedtypes.h"
#include "xmpp/lazytimer.h"
#include "xmpp/readertracker.h"
#include "xmpp/streamreader.h"
#include "xmpp/xmppconnection.h"

#include <QDateTime>
#include <QFuture>

#include <type_traits>

namespace WebJabber {

class ReconnectLimiter;
class Store;

// Keeps one JID online: signs in, writes what arrives to the store, sends what the store has queued, and reconnects
// after every loss until it is signed out or the password is refused. Stanzas are acknowledged to the server only
// after the store has committed them, and what was missed meanwhile is read from the archive.
//
// Its members notify it by plain calls to a listener: a signal's connection takes some 200 bytes, and there may be ten
// thousand sessions. It reports to the one SessionEvents that all sessions share.
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
    // Reading pauses while this many events wait for the store.
    static constexpr qsizetype maxUncommitted = 256;
    // Reading also pauses while the waiting events have this size.
    static constexpr qsizetype maxUncommittedBytes = 4 * 1024 * 1024;

    // Everything passed by reference must outlive the session; `events` only until signOut().
    Session(const Jid &account, const XmppSettings &settings, Store &store, LoginLimiter &limiter,
            ReadScheduler &readScheduler, ServerLocator &locator, ReconnectLimiter &reconnectLimiter,
            SessionEvents &events, QObject *parent = nullptr);

    const Jid &account() const { return m_account; }
    SessionState state() const { return m_state; }
    QDateTime since() const { return m_since; } // UTC; when the state was entered
    // Whether it was ever online or was restored. It then keeps reconnecting.
    bool wasOnline() const { return m_wasOnline; }
    QString lastError() const { return m_lastError; }
    QString server() const { return m_connection.address(); } // host:port of the last try
    // Consecutive refusals of credentials that were good once.
    int refusals() const { return m_refusal.refusals(); }
    // Number of reconnects after a loss.
    int reconnects() const { return m_reconnects; }
    // UTC time of the last event received or message sent; null: none yet.
    QDateTime lastActivity() const { return m_lastActivity; }

    // Signs in with this password. If a first sign-in is in progress, returns that one's result, whatever the
    // password: call usesPassword() first.
    QFuture<Result<void>> signIn(const QString &password);
    // Connects in its turn, as after a loss. Call only on a new session. It stays offline if there is nothing to sign
    // in with.
    void restore(const StoredCredentials &credentials, const QString &archiveId);
    // Whether this is the password it signed in with. The time of the check reveals nothing about the password.
    bool usesPassword(const QString &password) const;
    // Uses these credentials, which signed in on another connection, from the next reconnect on. Reconnects at once
    // if it waits because its own credentials were refused.
    void setCredentials(const StoredCredentials &proven);
    // The credentials of the last credentialsChanged() could not be stored: reports them again after the next sign-in.
    void reportCredentialsAgain() { m_connection.credentials().reportAgain(); }
    // Ends the session for good. It reports its last state, but no credentials, and nothing after it.
    void signOut();
    // Connects anew now: cuts an existing connection, ends a wait early, and tries again if the password was refused.
    // Does nothing while connecting or if it was never online.
    void reconnect();
    // Sets whether everything sent and received is reported as SessionEvents::stanzaTraced().
    void setTraced(bool isTraced);

    // Returns the roster. If it just signed in, waits for the server to send it; fails with timeout after 10 s.
    QFuture<Result<QList<Contact>>> contacts();
    // Null if the JID is not a contact. Valid until the event loop is entered again.
    const Contact *contact(const Jid &jid) const { return m_roster.contact(jid); }
    // These fail with xmpp-unreachable while not online, and with timeout if the server does not respond within 20 s.
    QFuture<Result<void>> setContact(const Jid &jid, const QString &name, const QStringList &groups);
    QFuture<Result<void>> removeContact(const Jid &jid); // not-found if the JID is not a contact
    QFuture<Result<void>> changeSubscription(const Jid &jid, SubscriptionAction action);

    // Sets the account's own presence, now and on every reconnect. The caller keeps it over restarts. While it is
    // Offline the server delivers no messages; it delivers them when that changes.
    void setPresence(Show show, const QString &status);

    // One of the account's devices made a request.
    void noteRead() { m_lastRead = std::chrono::steady_clock::now(); }
    // The account's first event stream or long poll was opened, or the last one has ended.
    void setWatched(bool isWatched);
    // Sets whether the account is read. This determines the client state (XEP-0352) and, if the user chose Online,
    // the presence shown.
    void setReaderState(ReaderTracker::ReaderState readerState);

    // Sends a receipt (XEP-0184) for a stored event if its sender requested one and may see the account's presence,
    // and if the event is not too old.
    void sendReceipt(const Event &stored);

    // Fails with xmpp-unreachable while not online, and sends nothing later. The states are those of ChatState.
    Result<void> sendChatState(const Jid &to, const QString &state);

    // Receives what the store has queued and settled.
    Transmitter &transmitter() { return m_transmitter; }
    // A message was queued for sending.
    void noteActivity() { m_lastActivity = QDateTime::currentDateTimeUtc(); }
    // Fails with too-large if the server is known to reject a stanza of this length.
    Result<void> checkSize(const Outgoing &message) const;

private:
    void handleEstablished(bool resumed) override;
    void handleReceivedCount(quint32 stanzas) override;
    void handleEnded(const Problem &problem) override;
    void handleCredentials(const StoredCredentials &toStore) override;
    void handleTraced(Direction direction, const QString &xml) override;
    void handleSkipped(const SkippedStanza &skipped) override;
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
    std::optional<std::chrono::seconds> idleTimeFor(const Jid &requester) const;
    StreamReader::AckDecision mayAcknowledge() const;
    void noteBrokenStream(const Problem &problem);
    void handleRefused(const Problem &problem);
    void enterRefused(const Problem &problem);
    void handleConflict();
    void waitForNextTry();
    void waitForTurn();
    void setState(SessionState state);
    void awaitDelayedPresence();
    void answerContacts(const Result<QList<Contact>> &result);
    template<typename... Values>
    void notify(void (SessionEvents::*what)(const Jid &, Values...),
                const std::type_identity_t<Values> &...values) const
    {
        if (m_events)
            (m_events->*what)(m_account, values...);
    }

    Jid m_account;
    Store &m_store;
    ReconnectLimiter &m_reconnectLimiter;
    SessionEvents *m_events; // null after signOut()
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
    bool m_isSigningOut = false;
    bool m_hasBeenOnline = false; // since construction
    bool m_wasOnline = false;
    bool m_isWatched = false;
    bool m_awaitsDelayedPresence = false; // presence that the server held back is pending
    bool m_isAccountStored = false; // the store has the account, or is saving it
    bool m_connectsWhenCommitted = false;
    int m_brokenStreams = 0; // in a row, by XML that is not well-formed
    ReconnectPolicy m_policy;
    RefusalPolicy m_refusal;
    LazyTimer m_retry;
    LazyTimer m_firstReadTimer; // while sign-ins wait for the first look at the archive
    LazyTimer m_rosterDeadline;
    std::unique_ptr<MissedCalls> m_calls; // while a call is offered
    std::unique_ptr<SkippedStanzaReport> m_skippedReport; // from the first report on
    SharedPromise<void> m_signIns;
    SharedPromise<QList<Contact>> m_contactRequests;
};

} // namespace WebJabber
