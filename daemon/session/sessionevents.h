// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/storedcredentials.h"
#include "shared/event.h"
#include "shared/nametable.h"
#include "shared/presence.h"
#include "xmpp/stanzacodec.h"

#include <QObject>

namespace WebJabber {

enum class SessionState {
    Offline, // not signed in yet, or signed out
    Connecting,
    Online,
    Waiting, // connection lost; the next try is scheduled
    Refused, // the server does not accept the password (any more)
};

inline constexpr NameTable sessionStateNames(std::array{
    std::pair(SessionState::Offline, QLatin1StringView("offline")),
    std::pair(SessionState::Connecting, QLatin1StringView("connecting")),
    std::pair(SessionState::Online, QLatin1StringView("online")),
    std::pair(SessionState::Waiting, QLatin1StringView("waiting")),
    std::pair(SessionState::Refused, QLatin1StringView("refused")),
});

// What all sessions report, except the events that they store. One object for all of them: sessions emit its signals
// directly, and a connection costs the same for any number of sessions.
class SessionEvents : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    // Credentials to store, sealed, for the next restore(). Emitted before the sign-in that led to them is answered.
    void credentialsChanged(const WebJabber::Jid &account, const WebJabber::StoredCredentials &credentials);
    void stateChanged(const WebJabber::Jid &account, WebJabber::SessionState state);
    // See Roster::Listener: handlePresence() and handleContact().
    void presenceChanged(const WebJabber::Jid &account, const WebJabber::Jid &contact);
    void contactChanged(const WebJabber::Jid &account, const WebJabber::Contact &contact);
    void chatStateReceived(const WebJabber::Jid &account, const WebJabber::ChatState &chatState);
    // Emitted only while the session is traced, with the text as it is on the wire, secrets included: one part of a
    // stream at a time. The stream's own tags are separate parts.
    void stanzaTraced(const WebJabber::Jid &account, WebJabber::Direction direction, const QString &xml);
};

} // namespace WebJabber
