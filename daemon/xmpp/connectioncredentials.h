// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/storedcredentials.h"
#include "xmpp/credentialsmode.h"
#include "xmpp/lazytimer.h"

#include <QObject>
#include <QXmppCredentials.h>

class QXmppClient;

namespace WebJabber {

// The credentials that one connection signs in with: a password, or the token (FAST, XEP-0484) that the
// server issued for one. It holds only one of the two: a token must not vouch for a password that the server
// has not checked, and the password is cleared once there is a token.
class ConnectionCredentials
{
public:
    class Listener
    {
    public:
        // The credentials to store have changed, after a sign-in or because the mode has changed. In mode
        // None they hold only a device id.
        virtual void handleCredentials(const StoredCredentials &toStore) = 0;
        // Two thirds of the token's lifetime have passed. Servers renew a token only at a sign-in, so the
        // token would expire on a connection that lasts for weeks.
        virtual void handleRenewalDue() = 0;

    protected:
        ~Listener() = default;
    };

    // `client` and `listener` must outlive it.
    ConnectionCredentials(CredentialsMode mode, QXmppClient &client, Listener &listener);
    Q_DISABLE_COPY_MOVE(ConnectionCredentials)

    // Continues with stored credentials, as far as the mode uses them.
    void restore(const StoredCredentials &stored);
    // Continues with the credentials that another connection of the account signed in with.
    void adopt(const StoredCredentials &current);
    // Signs in with this password instead of a token, from the next connect on.
    void setPassword(const QString &password);

    // Kept in memory in every mode.
    const StoredCredentials &current() const { return m_current; }
    bool canSignIn() const { return m_current.canSignIn(); }
    // Whether the current credentials are newer than apply(). If so, a rejected sign-in did not use them.
    bool isUntried() const { return !m_isApplied; }
    // Whether `password` is the password of the current sign-in, even if only a token is left of it. Takes
    // one or two milliseconds; the duration does not reveal anything.
    bool usesPassword(const QString &password) const { return m_current.passwordHash.matches(password); }

    // Binds a different resource from the next connect on.
    void changeResource() { ++m_resourceNumber; }

    // Updates the client's configuration. Must be called before each connect.
    void apply();
    // Must be called when the client has connected or disconnected, before anything else handles it.
    void handleConnected();
    void handleDisconnected();

    // The credentials reported last could not be stored. They are reported again after the next sign-in.
    void reportAgain();

private:
    bool takeToken();
    void report();
    void planRenewal();

    CredentialsMode m_mode;
    QXmppClient &m_client;
    Listener &m_listener;
    StoredCredentials m_current;
    StoredCredentials m_reported;
    QXmppCredentials m_applied; // the credentials last set in the client's configuration; compared by their token
    quint32 m_resourceNumber = 0; // incremented by changeResource()
    bool m_isApplied = false; // false: the client's configuration holds older credentials
    LazyTimer m_renewal; // runs while connected
};

} // namespace WebJabber
