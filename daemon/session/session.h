// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reconnectpolicy.h"
#include "roster.h"
#include "xmppconnection.h"

#include <storedtypes.h>
#include <waiters.h>

#include <QDateTime>
#include <QFuture>
#include <QSet>
#include <QTimer>

namespace WebJabber {

class ConnectPacer;
class Store;

enum class SessionState {
    Offline, // not signed in yet, or signed out
    Connecting,
    Online,
    Waiting, // lost; the next try is due later
    Refused, // the server does not take the password (any more)
};

QLatin1StringView sessionStateName(SessionState state);

// Keeps one JID online: signs in, takes what arrives to the store, sends what
// the store holds, and comes back after every loss until it is signed out or
// the password is refused.
class Session : public QObject
{
    Q_OBJECT

public:
    // Everything passed by reference must outlive the session.
    Session(const Jid &account, const XmppSettings &settings, Store &store, LoginGate &gate, ConnectPacer &pacer,
            QObject *parent = nullptr);

    const Jid &account() const { return m_account; }
    SessionState state() const { return m_state; }
    QDateTime since() const { return m_since; } // UTC; when the state was entered
    bool wasOnline() const { return m_wasOnline; }
    QString lastError() const { return m_lastError; }

    // Signs in with this password. Where a first sign-in is under way its
    // outcome is the answer, whatever the password: ask usesPassword() first.
    QFuture<Result<void>> signIn(const QString &password);
    // Whether this is the password it signs in with, without telling by time.
    bool usesPassword(const QString &password) const;
    // From the next reconnect on, after the server took it elsewhere.
    void setPassword(const QString &password) { m_password = password; }
    void signOut();

    // The roster; waits for the server to tell it where it just signed in.
    QFuture<Result<QList<Contact>>> contacts();

Q_SIGNALS:
    void stateChanged(WebJabber::SessionState state);
    void presenceChanged(const WebJabber::Jid &contact);

public:
    // Called when the store holds something new to send.
    void transmit(const Outgoing &message);

private:
    void connectNow();
    void handleEstablished();
    void handleEnded(const Problem &problem);
    void handleReceived(const Event &event);
    void waitForNextTry();
    void transmitQueued();
    void settleSent(const QString &id);
    void enter(SessionState state);
    void answerContacts(const Result<QList<Contact>> &result);

    Jid m_account;
    Store &m_store;
    ConnectPacer &m_pacer;
    XmppConnection m_connection;
    Roster m_roster;
    QString m_password;
    SessionState m_state = SessionState::Offline;
    QDateTime m_since;
    QString m_lastError;
    bool m_wasOnline = false;
    ReconnectPolicy m_policy;
    QTimer m_retry;
    QTimer m_rosterDeadline;
    QSet<QString> m_inFlight; // ids handed to QXmpp, which repeats them itself
    Waiters<void> m_signIns;
    Waiters<QList<Contact>> m_contactRequests;
};

} // namespace WebJabber
