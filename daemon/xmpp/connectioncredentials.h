// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/storedcredentials.h"
#include "xmpp/credentialsmode.h"
#include "xmpp/lazytimer.h"

#include <QObject>
#include <QXmppCredentials.h>

class QXmppClient;

namespace WebJabber {

// What one connection signs in with: a password, or the token (FAST, XEP-0484)
// that the server gave for one. It holds one of the two at a time: a token must
// not vouch for a password that the server has not seen, and once there is a
// token the password is forgotten.
class ConnectionCredentials
{
public:
    class Listener
    {
    public:
        // Something else than before is to be stored: after a sign-in, and where
        // the mode has changed. By the mode it may be a device id and no more.
        virtual void handleCredentials(const StoredCredentials &toStore) = 0;
        // The token has lived two thirds of its life. Servers renew one at a
        // sign-in only, so a connection that holds for weeks would outlive it.
        virtual void handleRenewalDue() = 0;

    protected:
        ~Listener() = default;
    };

    // What is passed must outlive it.
    ConnectionCredentials(CredentialsMode mode, QXmppClient &client, Listener &listener);
    Q_DISABLE_COPY_MOVE(ConnectionCredentials)

    // Goes on with what was stored, as far as the mode uses it.
    void restore(const StoredCredentials &stored);
    // Goes on with what another connection of the account signed in with.
    void adopt(const StoredCredentials &current);
    // Signs in with this password from the next connect on, and not by token.
    void setPassword(const QString &password);

    // In memory, whatever the mode.
    const StoredCredentials &current() const { return m_current; }
    bool canSignIn() const { return m_current.canSignIn(); }
    // Whether what is current came after apply(): a refusal was not of it.
    bool isUntried() const { return !m_isApplied; }
    // Whether it is the password of the current sign-in, also where only a token
    // is left of that. Takes a millisecond or two; tells nothing by its time.
    bool usesPassword(const QString &password) const { return m_current.passwordHash.matches(password); }

    // Binds another resource from the next connect on.
    void changeResource() { ++m_resourceNumber; }

    // Readies the client's configuration; to be called before each connect.
    void apply();
    // To be called when the client is, before anybody acts on it.
    void handleConnected();
    void handleDisconnected();

    // What was told last could not be stored: tells it again after the next
    // sign-in.
    void retell();

private:
    bool takeToken();
    void tell();
    void planRenewal();

    CredentialsMode m_mode;
    QXmppClient &m_client;
    Listener &m_listener;
    StoredCredentials m_current;
    StoredCredentials m_told;
    QXmppCredentials m_applied; // what the client's configuration was left with; equal by its token
    quint32 m_resourceNumber = 0; // of changeResource()
    bool m_isApplied = false; // false: the configuration holds what was current earlier
    LazyTimer m_renewal; // while connected
};

} // namespace WebJabber
