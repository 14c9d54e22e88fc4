// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/roompresence.h"

#include <QHash>

#include <optional>

namespace WebJabber {

struct RoomOccupant {
    QString occupantId;
    Jid jid; // null: not shown
    RoomRole role = RoomRole::None;
    RoomAffiliation affiliation = RoomAffiliation::None;
    Show show = Show::Online;
    bool hasSpoken = false;
    QList<RoomHat> hats;
};

// The account's place in one room and the others in it (XEP-0045). It does no input or output: the caller sends the
// join and passes on what the room sends.
class Room
{
public:
    enum class State { Left, Joining, Joined, Failed };

    // Above this many occupants only the account itself, moderators and those who spoke are kept.
    static constexpr qsizetype maxOccupants = 1'000;

    // What a presence changed.
    struct Update {
        enum class Kind {
            None, // nothing, or an occupant that is not kept
            Joined, // the account, after which the room's messages are live
            Left, // the account; see `reason`
            Failed, // the join; the presence has the error
            Changed, // the account's nickname, role or affiliation
            OccupantJoined,
            OccupantLeft,
            OccupantChanged,
            OccupantRenamed, // from the nickname in the presence to RoomPresence::newNick
        };
        Kind kind = Kind::None;
        RoomLeaveReason reason = RoomLeaveReason::Asked; // of Left
    };

    explicit Room(const Jid &jid)
        : m_jid(jid)
    {
    }

    Jid jid() const { return m_jid; } // bare
    State state() const { return m_state; }
    // The nickname that the room gave the account; until it is joined the requested one.
    QString nick() const { return m_nick; }
    // The account itself; a default value unless joined.
    RoomOccupant self() const { return m_occupants.value(m_nick); }
    const QHash<QString, RoomOccupant> &occupants() const { return m_occupants; } // by nickname
    bool isTruncated() const { return m_isTruncated; }

    // A join was sent. All occupants are forgotten, as the room sends them anew.
    void startJoin(const QString &nick);
    // The connection was lost, or the room does not have the account any more (XEP-0410).
    void reset();
    Update take(const RoomPresence &presence);
    // Keeps the sender of a live message even if there are more than maxOccupants.
    void noteSpeaker(const QString &nick, const QString &occupantId);

private:
    Update takeError();
    Update takeAvailable(const RoomPresence &presence);
    Update takeUnavailable(const RoomPresence &presence);
    bool store(const QString &nick, const RoomOccupant &occupant);
    bool makeSpace();

    Jid m_jid;
    State m_state = State::Left;
    QString m_nick;
    QHash<QString, RoomOccupant> m_occupants;
    bool m_isTruncated = false;
};

} // namespace WebJabber
