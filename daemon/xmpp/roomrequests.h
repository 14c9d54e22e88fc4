// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/room.h"
#include "xmpp/payloadiq.h"

#include <QDomElement>
#include <QList>
#include <QXmppClient.h>

namespace WebJabber {

// Builds the requests that a session sends to a room, and reads the answers. Pure. Texts must be XML text
// (isXmlText()).

// Grants an affiliation to a bare JID (XEP-0045, sections 9 and 10); Outcast bans it.
PayloadIq roomAffiliationIq(const Jid &room, const Jid &user, RoomAffiliation affiliation, const QString &reason);
// Gives an occupant a role (sections 8 and 9); None kicks it.
PayloadIq roomRoleIq(const Jid &room, const QString &nick, RoomRole role, const QString &reason);
// Requests the list of those with an affiliation (sections 9.2 to 10.8).
PayloadIq roomMembersIq(const Jid &room, RoomAffiliation affiliation);
// Destroys the room (section 10.9). A null `alternate` names no other room.
PayloadIq roomDestroyIq(const Jid &room, const Jid &alternate, const QString &reason);

struct RoomMember {
    Jid jid; // bare
    QString nick; // reserved; empty if there is none
    RoomAffiliation affiliation = RoomAffiliation::None;
};

// Reads the answer to roomMembersIq(). Items without a valid address are left out.
QList<RoomMember> roomMembersFrom(const QDomElement &iq);

// Pings the account's own occupant (XEP-0410).
PayloadIq roomSelfPingIq(const Jid &room, const QString &nick);

enum class SelfPingResult { Joined, NotJoined, Unknown };

// Unknown if the room could not be reached, or the request was not answered (XEP-0410, section 3.2).
SelfPingResult selfPingResult(const QXmppClient::IqResult &answer);

enum class ModerationVersion { None, Old, Current };

// Lets the room retract an occupant's message (XEP-0425), which has this stanza-id of the room. `version` is what the
// room supports, Old for urn:xmpp:message-moderate:0.
PayloadIq roomModerationIq(const Jid &room, const QString &stanzaId, const QString &reason, ModerationVersion version);

} // namespace WebJabber
