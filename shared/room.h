// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/nametable.h"

#include <QLatin1StringView>

namespace WebJabber {

// The words of XEP-0045 for occupants and members of a room.

// What an occupant may do until it leaves (section 5.1), in ascending order.
enum class RoomRole { None, Visitor, Participant, Moderator };

// The lasting relation of a user to a room (section 5.2), in ascending order.
enum class RoomAffiliation { Outcast, None, Member, Admin, Owner };

// Why the account is no longer in a room.
enum class RoomLeaveReason {
    Asked, // one of the account's own clients left
    Kicked,
    Banned,
    Destroyed,
    MembersOnly, // only members may be in the room, and the account is none
    Technical, // no person and no rule removed the account, so it may join again
    Error,
};

inline constexpr NameTable roomRoleNames(std::array{
    std::pair(RoomRole::None, QLatin1StringView("none")),
    std::pair(RoomRole::Visitor, QLatin1StringView("visitor")),
    std::pair(RoomRole::Participant, QLatin1StringView("participant")),
    std::pair(RoomRole::Moderator, QLatin1StringView("moderator")),
});
inline constexpr NameTable roomAffiliationNames(std::array{
    std::pair(RoomAffiliation::Outcast, QLatin1StringView("outcast")),
    std::pair(RoomAffiliation::None, QLatin1StringView("none")),
    std::pair(RoomAffiliation::Member, QLatin1StringView("member")),
    std::pair(RoomAffiliation::Admin, QLatin1StringView("admin")),
    std::pair(RoomAffiliation::Owner, QLatin1StringView("owner")),
});
inline constexpr NameTable roomLeaveReasonNames(std::array{
    std::pair(RoomLeaveReason::Asked, QLatin1StringView("asked")),
    std::pair(RoomLeaveReason::Kicked, QLatin1StringView("kicked")),
    std::pair(RoomLeaveReason::Banned, QLatin1StringView("banned")),
    std::pair(RoomLeaveReason::Destroyed, QLatin1StringView("destroyed")),
    std::pair(RoomLeaveReason::MembersOnly, QLatin1StringView("members-only")),
    std::pair(RoomLeaveReason::Technical, QLatin1StringView("technical")),
    std::pair(RoomLeaveReason::Error, QLatin1StringView("error")),
});

} // namespace WebJabber
