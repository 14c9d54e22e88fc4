// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/presence.h"

#include <QDateTime>
#include <QXmppMessage.h>
#include <QXmppPresence.h>

namespace WebJabber {

// Builds the presences and messages that a session sends to a room (XEP-0045). Pure. Texts must be XML text
// (isXmlText()).

struct RoomJoin {
    Jid room; // bare
    QString nick;
    QString password; // empty: none
    QDateTime historySince; // of the discussion history; invalid: none is requested (section 7.2.14)
    Show show = Show::Online;
    QString status;
};

// Section 7.2.
QXmppPresence roomJoinStanza(const RoomJoin &join);
// The presence of an occupant (section 7.7). With another nickname it is a nickname change (section 7.6). It must not
// be sent to a room that the account is not in.
QXmppPresence roomPresenceStanza(const Jid &room, const QString &nick, Show show, const QString &status);
// Section 7.14.
QXmppPresence roomLeaveStanza(const Jid &room, const QString &nick);

// Sets the subject of a room (section 8.1); "" clears it. The id is also the origin-id.
QXmppMessage roomSubjectStanza(const Jid &room, const QString &id, const QString &subject);

struct RoomInvite {
    Jid room; // bare
    Jid to;
    QString reason;
    QString password; // only in direct invitations; the room writes it into mediated ones
};

// Invites directly (XEP-0249). It is for open rooms, or if `to` is a member.
QXmppMessage directInvitationStanza(const RoomInvite &invite);
// Lets the room invite (XEP-0045, section 7.8.2), which also makes `to` a member of a members-only room.
QXmppMessage mediatedInvitationStanza(const RoomInvite &invite);

} // namespace WebJabber
