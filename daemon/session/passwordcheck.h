// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xmppconnection.h"

#include <functional>

namespace WebJabber {

// A sign-in of its own that only tells whether a password is right. It is a
// device of its own to the server: as the session's it would push that out.
class PasswordCheck : public QObject, private XmppConnection::Listener
{
    Q_OBJECT

public:
    // With what the password, or a token for it, signs in with.
    using Done = std::function<void(const Result<StoredCredentials> &proven)>;

    // What is passed by reference must outlive it.
    PasswordCheck(const Jid &account, const XmppSettings &settings, LoginLimiter &gate, ReadTurns &turns,
                  ServerLocator &locator, QObject *parent = nullptr);

    // Once; `done` is called once, and may have the probe deleted later.
    void start(const QString &password, Done done);

private:
    void handleEstablished(bool resumed) override;
    void handleTaken(quint32) override { }
    void handleEnded(const Problem &problem) override;
    void handleCredentials(const StoredCredentials &) override { }
    void handleTraced(Direction, const QString &) override { }

    XmppConnection m_connection;
    Done m_done;
};

} // namespace WebJabber
