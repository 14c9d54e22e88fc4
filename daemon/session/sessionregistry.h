// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/reconnectlimiter.h"
#include "session/session.h"
#include "xmpp/lazytimer.h"
#include "xmpp/readturns.h"

#include <QHash>

#include <functional>
#include <memory>
#include <unordered_map>

namespace WebJabber {

// All sessions, one per bare JID, and the only one to make and end them.
class SessionRegistry : public QObject, private Session::Listener
{
    Q_OBJECT

public:
    // The store, and what looks names up, must outlive the registry.
    SessionRegistry(const XmppSettings &settings, Store &store, NameLookups lookups, QObject *parent = nullptr);
    ~SessionRegistry() override;

    // Makes sure that the JID is signed in and that this is its password. A
    // session that is there is shared; a password it does not know is tried
    // against the XMPP server, never taken on trust. Fails as the table of
    // problems says, and then nothing is left behind that was not there before.
    QFuture<Result<void>> signIn(const Jid &account, const QString &password);
    // Brings back a session from what was stored. It connects in its turn, is
    // found from now on and goes on trying. Nothing happens where there is one,
    // where the mode leaves nothing to sign in with (which credentialsChanged()
    // tells), or where the domain is not allowed any more.
    void restore(const Account &account, const StoredCredentials &credentials);
    // The account is kept, but has nothing to sign in with: the presence that its
    // user chose counts once somebody signs in.
    void rememberChoice(const Account &account);
    // What credentialsChanged() told last could not be kept: tells it again after
    // the next sign-in.
    void retellCredentials(const Jid &account);
    // Ends the session; its rows in the store are the caller's business.
    void signOut(const Jid &account);
    // Signs everybody out; presence goes unavailable. Call once, at the end.
    void signOutAll();

    // Somebody has just read the account: one of its devices made a request, ...
    void noteRequest(const Jid &account);
    // ... or its first event stream or long poll was opened, or the last one has ended.
    void setWatched(const Jid &account, bool isWatched);
    // Who else counts as a reader of an account.
    void setStandingReaders(ReaderClock::Predicate isReadOtherwise)
    {
        m_readers.setStandingReaders(std::move(isReadOtherwise));
    }

    // The session; null where the JID has none that was online once or restored.
    Session *find(const Jid &account) const;
    qsizetype count() const { return qsizetype(m_sessions.size()); }
    // The same, also one that never was online.
    const Session *peek(const Jid &account) const;
    // Calls `visit` with each, also those that never were online. It must not
    // make or end sessions.
    void forEach(const std::function<void(const Session &)> &visit) const;

    // Whose stanzas stanzaSeen() tells, from now on and of sessions to come.
    struct TraceScope {
        bool all = false;
        QSet<Jid> accounts;
    };
    void setTraceScope(const TraceScope &scope);

Q_SIGNALS:
    // To be kept, sealed, for the next restore(). Comes before the sign-in that
    // brought it is answered.
    void credentialsChanged(const WebJabber::Jid &account, const WebJabber::StoredCredentials &credentials);
    void presenceChanged(const WebJabber::Jid &account, const WebJabber::Jid &contact);
    void contactChanged(const WebJabber::Jid &account, const WebJabber::Contact &contact); // as Roster tells it
    void chatStateReceived(const WebJabber::Jid &account, const WebJabber::Jid &contact, const QString &state);
    void stateChanged(const WebJabber::Jid &account, WebJabber::SessionState state);
    // As Session tells it; only of those in the trace's scope.
    void stanzaSeen(const WebJabber::Jid &account, WebJabber::Direction direction, const QString &xml);

private:
    struct Deleter {
        void operator()(QObject *object) const { object->deleteLater(); }
    };
    using SessionPtr = std::unique_ptr<Session, Deleter>;
    struct Choice {
        Show show;
        QString status;
    };
    struct Probe {
        QString password;
        SharedPromise<StoredCredentials> waiters; // what the password, or a token for it, signs in with
    };

    void handleCredentials(const Jid &account, const StoredCredentials &toStore) override;
    void handleState(const Jid &account, SessionState state) override;
    void handlePresence(const Jid &account, const Jid &contact) override;
    void handleContact(const Jid &account, const Contact &contact) override;
    void handleChatState(const Jid &account, const ChatState &chatState) override;
    void handleTraced(const Jid &account, Direction direction, const QString &xml) override;

    bool isTraced(const Jid &account) const { return m_traced.all || m_traced.accounts.contains(account); }
    bool isAllowed(const QString &domain) const;
    Result<void> checkRoomFor(const Jid &account) const;
    Session &make(const Jid &account);
    QFuture<Result<void>> startSession(const Jid &account, const QString &password);
    QFuture<Result<void>> checkPassword(const Jid &account, const QString &password);
    QFuture<Result<StoredCredentials>> probe(const Jid &account, const QString &password);

    XmppSettings m_settings;
    Store &m_store;
    LoginLimiter m_gate;
    ReadTurns m_turns;
    ServerLocator m_locator;
    ReconnectLimiter m_pacer;
    ReaderClock m_readers;
    LazyTimer m_trim; // when no session has come or gone for a while
    std::unordered_map<Jid, SessionPtr> m_sessions;
    std::unordered_map<Jid, Probe> m_probes;
    QHash<Jid, Choice> m_choices; // of accounts without a session: the presence to sign in with
    TraceScope m_traced;
};

} // namespace WebJabber
