// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room.h"

namespace WebJabber {

using Kind = Room::Update::Kind;

static bool isPreferred(const RoomOccupant &occupant)
{
    return occupant.role == RoomRole::Moderator || occupant.hasSpoken;
}

void Room::startJoin(const QString &nick)
{
    reset();
    m_state = State::Joining;
    m_nick = nick;
}

void Room::reset()
{
    m_state = State::Left;
    m_occupants = {};
    m_isTruncated = false;
}

Room::Update Room::take(const RoomPresence &presence)
{
    if (m_state != State::Joining && m_state != State::Joined)
        return {};
    switch (presence.kind) {
    case RoomPresence::Kind::Error:
        return takeError();
    case RoomPresence::Kind::Available:
        return takeAvailable(presence);
    case RoomPresence::Kind::Unavailable:
        return takeUnavailable(presence);
    }
    return {};
}

// After the join an error concerns one presence, such as a nickname that is taken.
Room::Update Room::takeError()
{
    if (m_state != State::Joining)
        return {};
    reset();
    m_state = State::Failed;
    return {Kind::Failed};
}

Room::Update Room::takeAvailable(const RoomPresence &presence)
{
    const auto known = m_occupants.constFind(presence.nick);
    const bool isKnown = known != m_occupants.constEnd();
    RoomOccupant occupant{presence.occupantId,         presence.jid, presence.role, presence.affiliation, presence.show,
                          isKnown && known->hasSpoken, presence.hats};
    const bool isChanged = isKnown && (known->role != occupant.role || known->affiliation != occupant.affiliation);
    if (!presence.isSelf) {
        if (!store(presence.nick, occupant))
            return {};
        return {isKnown ? Kind::OccupantChanged : Kind::OccupantJoined};
    }
    const bool isOtherNick = presence.nick != m_nick;
    m_nick = presence.nick; // the room may have changed it (status 210)
    store(m_nick, occupant);
    if (m_state == State::Joining) {
        m_state = State::Joined;
        return {Kind::Joined};
    }
    return {isChanged || isOtherNick ? Kind::Changed : Kind::OccupantChanged};
}

Room::Update Room::takeUnavailable(const RoomPresence &presence)
{
    const bool isRename = presence.has(RoomStatus::nickChange) && !presence.newNick.isEmpty();
    const auto reason = presence.isSelf ? roomLeaveReason(presence) : std::nullopt;
    if (reason) {
        reset();
        return {Kind::Left, *reason};
    }
    const bool isKept = m_occupants.contains(presence.nick);
    const RoomOccupant occupant = m_occupants.take(presence.nick);
    if (!isRename)
        return {isKept ? Kind::OccupantLeft : Kind::None};
    if (isKept)
        m_occupants.insert(presence.newNick, occupant);
    if (presence.isSelf) {
        m_nick = presence.newNick;
        return {Kind::Changed};
    }
    return {isKept ? Kind::OccupantRenamed : Kind::None};
}

void Room::noteSpeaker(const QString &nick, const QString &occupantId)
{
    if (m_state != State::Joined)
        return;
    if (const auto known = m_occupants.find(nick); known != m_occupants.end()) {
        known->hasSpoken = true;
    } else if (m_isTruncated) {
        RoomOccupant occupant;
        occupant.occupantId = occupantId;
        occupant.role = RoomRole::Participant;
        occupant.hasSpoken = true;
        store(nick, occupant);
    }
}

// Returns false if there is no space for the occupant.
bool Room::store(const QString &nick, const RoomOccupant &occupant)
{
    const bool isNew = !m_occupants.contains(nick);
    if (isNew && m_occupants.size() >= maxOccupants) {
        m_isTruncated = true;
        const bool mustKeep = nick == m_nick;
        if (!mustKeep && (!isPreferred(occupant) || !makeSpace()))
            return false;
        if (mustKeep)
            makeSpace(); // if all are preferred there is one more
    }
    m_occupants.insert(nick, occupant);
    return true;
}

// Removes an occupant that need not be kept.
bool Room::makeSpace()
{
    for (auto one = m_occupants.begin(); one != m_occupants.end(); ++one) {
        if (one.key() != m_nick && !isPreferred(*one)) {
            m_occupants.erase(one);
            return true;
        }
    }
    return false;
}

} // namespace WebJabber
