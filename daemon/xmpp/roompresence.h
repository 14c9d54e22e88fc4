// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/presence.h"
#include "shared/room.h"

#include <QDomElement>
#include <QList>
#include <QString>

#include <optional>

namespace WebJabber {

// The status codes of XEP-0045, section 15.6, that the daemon acts on.
namespace RoomStatus {
inline constexpr int configurationChanged = 104;
inline constexpr int ownPresence = 110;
inline constexpr int created = 201;
inline constexpr int nickChangedByRoom = 210;
inline constexpr int banned = 301;
inline constexpr int nickChange = 303;
inline constexpr int kicked = 307;
inline constexpr int affiliationLost = 321;
inline constexpr int becameMembersOnly = 322;
inline constexpr int serviceShutdown = 332;
inline constexpr int technicalProblem = 333;
} // namespace RoomStatus

// A label of an occupant (XEP-0317).
struct RoomHat {
    QString uri;
    QString title;

    friend bool operator==(const RoomHat &, const RoomHat &) = default;
};

struct DestroyedRoom {
    Jid alternate; // the room to join instead; null if there is none
    QString reason;
};

// A presence that a room sent for one of its occupants, or an error of a join.
struct RoomPresence {
    enum class Kind { Available, Unavailable, Error };

    Kind kind = Kind::Available;
    QString nick; // empty only in errors from the room itself
    QString occupantId; // empty: unknown
    Jid jid; // the real address; null if the room does not show it
    RoomRole role = RoomRole::None;
    RoomAffiliation affiliation = RoomAffiliation::None;
    QList<RoomHat> hats;
    Show show = Show::Offline;
    QList<int> codes; // different ones
    bool isSelf = false; // status 110
    QString actor; // the nickname, else the address, of who caused the change; empty if it is not stated
    QString reason; // given by the actor
    QString newNick; // of a nickname change (status 303)
    std::optional<DestroyedRoom> destroyed;
    QString condition; // of an error
    QString errorText;
    Jid alternate; // of the error <gone/>: the new address of the room

    bool has(int code) const { return codes.contains(code); }
};

// At most this many status codes and hats are kept. Others are ignored.
inline constexpr qsizetype maxRoomCodes = 16;
inline constexpr qsizetype maxRoomHats = 16;

// Returns nullopt if the presence is not from this room or is not one of an occupant. If there are several muc#user
// elements the last one counts: rooms append theirs. Pure.
std::optional<RoomPresence> roomPresenceFrom(const QDomElement &presence, const Jid &room, bool hasOccupantIds);

// Returns the status codes of a presence or message, which the caller must know to be from the room.
QList<int> roomStatusCodes(const QDomElement &stanza);

// Returns why the account is not in the room any more, from its own presence. Returns nullopt if it still is, as after
// a nickname change. Only after RoomLeaveReason::Technical may the account join again by itself.
std::optional<RoomLeaveReason> roomLeaveReason(const RoomPresence &own);

} // namespace WebJabber
