// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>

#include <optional>
#include <utility>

class QXmppClient;

namespace WebJabber {

// Client state indication (XEP-0352): keeps the server informed whether anybody
// reads, if it offers that. An inactive client gets less presence, or later.
//
// QXmpp (1.10) has this too, but does not repeat the state on a resumed stream,
// where the server assumes that the client is active (section 5).
class ClientState
{
public:
    // The client must outlive it.
    explicit ClientState(QXmppClient &client)
        : m_client(client)
    {
    }
    Q_DISABLE_COPY_MOVE(ClientState)

    void setActive(bool isActive);

    // Takes the server's <stream:features/>; other elements are ignored.
    void noteFeatures(const QDomElement &element);
    void handleEstablished(bool resumed);
    void handleDisconnected();

    // Whether the server was inactive until now, so that presence which it held
    // back may still be on its way. Resets it.
    bool takeWasHeldBack() { return std::exchange(m_wasHeldBack, false); }

private:
    void update();

    QXmppClient &m_client;
    bool m_isOffered = false;
    bool m_isEstablished = false;
    bool m_isActive = true;
    bool m_wasHeldBack = false;
    std::optional<bool> m_sent; // on this connection; nothing: not yet
};

} // namespace WebJabber
