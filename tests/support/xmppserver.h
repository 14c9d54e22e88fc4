// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace WebJabber::Test {

// A real XMPP server for the domain localhost, independent of the software.
class XmppServer
{
public:
    virtual ~XmppServer() = default;

    // Returns when the server accepts connections; false if it does not.
    [[nodiscard]] virtual bool start() = 0;
    // Stops the server regularly; its sessions get a stream error.
    virtual void stop() = 0;

    // The server must be running.
    virtual void addAccount(const QString &user, const QString &password) = 0;
    // Subscribes both users to each other's presence. Call it before either has signed in.
    virtual void subscribeMutually(const QString &user, const QString &other) = 0;
    // Adds this many contacts at another domain. Call it before the user has signed in.
    virtual void fillRoster(const QString &user, int count) = 0;

    virtual quint16 port() const = 0; // for clients
    virtual QString caFile() const = 0;
    // The last lines of the log, for failure messages.
    virtual QByteArray logTail() const = 0;
};

} // namespace WebJabber::Test
