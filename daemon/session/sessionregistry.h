// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/reconnectlimiter.h"
#include "session/session.h"
#include "xmpp/lazytimer.h"
#include "xmpp/readscheduler.h"

#include <QHash>

#include <functional>
#include <memory>
#include <unordered_map>

namespace WebJabber {

// Owns all sessions, one per bare JID. No other class creates or ends them.
class SessionRegistry : public QObject
{
    Q_OBJECT

public:
    // The store, and everything that `lookups` uses, must outlive the registry.
    SessionRegistry(const XmppSettings &settings, Store &store, NameLookups lookups, QObject *parent = nullptr);
    ~SessionRegistry() override;

    // Ensures that the JID is signed in and that this is its password. An existing session is shared. A password that
    // the session does not use is checked against the XMPP server, never trusted. Fails with the codes of the problem
    // table; after a failure nothing is left that was not there before.
    QFuture<Result<void>> signIn(const Jid &account, const QString &password);
    // Restores a session from stored data. It connects in its turn, is returned by find() from now on, and keeps
    // reconnecting. Does nothing if there is a session already, if the mode leaves nothing to sign in with (which
    // SessionEvents::credentialsChanged() reports), or if the domain is no longer allowed.
    void restore(const Account &account, const StoredCredentials &credentials);
    // The account is stored, but has nothing to sign in with. The presence that its user chose applies from the next
    // sign-in on.
    void setPresenceChoice(const Account &account);
    // The credentials of the last credentialsChanged() could not be stored: emits them again after the next sign-in.
    void reportCredentialsAgain(const Jid &account);
    // Ends the session. The caller removes its rows from the store.
    void signOut(const Jid &account);
    // Signs out all accounts; their presence becomes unavailable. Call once, at the end.
    void signOutAll();

    // One of the account's devices made a request.
    void noteRequest(const Jid &account);
    // The account's first event stream or long poll was opened, or the last one has ended.
    void setWatched(const Jid &account, bool isWatched);
    // Sets the predicate that returns whether an account has other readers.
    void setOtherReaders(ReaderTracker::Predicate hasOtherReaders)
    {
        m_readers.setOtherReaders(std::move(hasOtherReaders));
    }

    // Returns null if the JID has no session that was ever online or restored.
    Session *find(const Jid &account) const;
    qsizetype count() const { return qsizetype(m_sessions.size()); }
    // The same, but also returns a session that was never online.
    const Session *peek(const Jid &account) const;
    // Calls `visit` with each session, including those that were never online. It must not create or end sessions.
    void forEach(const std::function<void(const Session &)> &visit) const;

    // What the sessions report.
    const SessionEvents &events() const { return m_events; }

    // The accounts whose stanzas SessionEvents::stanzaTraced() reports from now on, including those of later sessions.
    struct TraceScope {
        bool all = false;
        QSet<Jid> accounts;
    };
    void setTraceScope(const TraceScope &scope);

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
        SharedPromise<StoredCredentials> waiters; // receive what signs in: the password, or a token for it
    };

    bool isTraced(const Jid &account) const { return m_traced.all || m_traced.accounts.contains(account); }
    bool isAllowed(const QString &domain) const;
    Result<void> checkAccountLimits(const Jid &account) const;
    Session &make(const Jid &account);
    QFuture<Result<void>> startSession(const Jid &account, const QString &password);
    QFuture<Result<void>> checkPassword(const Jid &account, const QString &password);
    QFuture<Result<StoredCredentials>> probe(const Jid &account, const QString &password);

    XmppSettings m_settings;
    Store &m_store;
    LoginLimiter m_limiter;
    ReadScheduler m_readScheduler;
    ServerLocator m_locator;
    ReconnectLimiter m_reconnectLimiter;
    ReaderTracker m_readers;
    SessionEvents m_events;
    LazyTimer m_trim; // runs out when no session has changed its state for a while
    std::unordered_map<Jid, SessionPtr> m_sessions;
    std::unordered_map<Jid, Probe> m_probes;
    QHash<Jid, Choice> m_choices; // the presence to sign in with, for accounts without a session
    TraceScope m_traced;
};

} // namespace WebJabber
