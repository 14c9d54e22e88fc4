// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>

#include <optional>
#include <utility>

class QXmppClient;

namespace WebJabber {

// Client state indication (XEP-0352): reports to the server whether anybody reads the account, if the server offers
// this extension. An inactive client receives less presence, or receives it later.
//
// WORKAROUND (QXmpp 1.10): its own client state indication does not repeat the state on a resumed stream, for which
// the server assumes an active client (section 5); ends with a QXmpp that repeats it.
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

    // Returns whether the client was inactive until now, so that presence held back by the server may still be in
    // transit. Resets the flag.
    bool takeWasInactive() { return std::exchange(m_wasInactive, false); }

private:
    void update();

    QXmppClient &m_client;
    bool m_isOffered = false;
    bool m_isEstablished = false;
    bool m_isActive = true;
    bool m_wasInactive = false;
    std::optional<bool> m_sent; // the state sent on this connection; empty: none yet
};

} // namespace WebJabber
