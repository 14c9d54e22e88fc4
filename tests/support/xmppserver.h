// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace WebJabber::Test {

// A real XMPP server for the domain localhost, whichever software it is.
class XmppServer
{
public:
    virtual ~XmppServer() = default;

    // Returns once connections are accepted; false if that does not happen.
    [[nodiscard]] virtual bool start() = 0;
    // Ends it as an operator would; its sessions get a stream error.
    virtual void stop() = 0;

    // These are for a running server.
    virtual void addAccount(const QString &user, const QString &password) = 0;
    // Makes the two see each other's presence; before either has signed in.
    virtual void befriend(const QString &user, const QString &other) = 0;
    // Gives the user so many contacts at another domain, before the user has signed in.
    virtual void fillRoster(const QString &user, int count) = 0;

    virtual quint16 port() const = 0; // for clients
    virtual QString caFile() const = 0;
    // The last lines of its log, for a failure's message.
    virtual QByteArray logTail() const = 0;
};

} // namespace WebJabber::Test
