// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "xmpp/messagepayloads.h"

#include <optional>

namespace WebJabber {

// An invitation of the account to a room.
struct RoomInvitation {
    Jid room; // bare
    Jid from; // the inviter if it is stated, else the sender
    QString reason;
    QString password; // of the room; never shown
};

// Returns a direct invitation (XEP-0249), or one that a room forwards (XEP-0045, section 7.8.2). The latter
// is accepted only from a bare JID: clients send from a full JID, so that none can impersonate a room and
// invite in the name of others.
std::optional<RoomInvitation> roomInvitation(const MessagePayloads &payloads, const Jid &sender);

// Whether a message between the account and `peer` is a private message of a room, whose reply goes to the
// occupant (XEP-0045, section 7.5).
bool isPrivateRoomMessage(const MessagePayloads &payloads, const Jid &peer);

} // namespace WebJabber
