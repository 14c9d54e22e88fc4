// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xmppconnection.h"

#include <functional>

namespace WebJabber {

// Signs in on a connection of its own, only to check whether a password is right. The server sees it as a separate
// device; with the session's device id it would disconnect the session.
class PasswordCheck : public QObject, private XmppConnection::Listener
{
    Q_OBJECT

public:
    // `proven` holds what signs in from now on: the password, or a token for it.
    using Done = std::function<void(const Result<StoredCredentials> &proven)>;

    // Everything passed by reference must outlive the check.
    PasswordCheck(const Jid &account, const XmppSettings &settings, LoginLimiter &limiter, ReadScheduler &readScheduler,
                  ServerLocator &locator, QObject *parent = nullptr);

    // Call once. `done` is called once; it may delete the check with deleteLater().
    void start(const QString &password, Done done);

private:
    void handleEstablished(bool resumed) override;
    void handleReceivedCount(quint32) override { }
    void handleEnded(const Problem &problem) override;
    void handleCredentials(const StoredCredentials &) override { }
    void handleTraced(Direction, const QString &) override { }

    XmppConnection m_connection;
    Done m_done;
};

} // namespace WebJabber
