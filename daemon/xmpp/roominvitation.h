// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "xmpp/messagepayloads.h"

#include <optional>

namespace WebJabber {

// Somebody wants the account in a room.
struct RoomInvitation {
    Jid room; // bare
    Jid from; // who invites, as far as it is said; else the sender
    QString reason;
    QString password; // of the room; never shown
};

// A direct one (XEP-0249), or one that a room passes on (XEP-0045, section
// 7.8.2). The latter counts only from a bare JID: clients send with a full one,
// so none can pretend to be a room and let others invite.
std::optional<RoomInvitation> roomInvitation(const MessagePayloads &payloads, const Jid &sender);

// Whether a message between the account and `peer` is a private one of a room,
// whose answer goes to the occupant (XEP-0045, section 7.5).
bool isPrivateRoomMessage(const MessagePayloads &payloads, const Jid &peer);

} // namespace WebJabber
