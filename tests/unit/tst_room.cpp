// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_Room : public QObject
{
    Q_OBJECT

private:
    using Kind = Room::Update::Kind;

    Room m_room{Jid::fromServer(u"coven@rooms.example.org"_s)};

    static RoomPresence available(const QString &nick, RoomRole role = RoomRole::Participant)
    {
        RoomPresence presence;
        presence.nick = nick;
        presence.role = role;
        presence.show = Show::Online;
        return presence;
    }
    static RoomPresence unavailable(const QString &nick, const QList<int> &codes = {})
    {
        RoomPresence presence;
        presence.kind = RoomPresence::Kind::Unavailable;
        presence.nick = nick;
        presence.codes = codes;
        presence.isSelf = codes.contains(RoomStatus::ownPresence);
        return presence;
    }
    static RoomPresence own(const QString &nick, RoomRole role = RoomRole::Participant)
    {
        RoomPresence presence = available(nick, role);
        presence.codes = {RoomStatus::ownPresence};
        presence.isSelf = true;
        return presence;
    }
    void join(const QString &nick = u"Juliet"_s)
    {
        m_room.startJoin(nick);
        QCOMPARE(m_room.take(own(nick)).kind, Kind::Joined);
    }

private Q_SLOTS:
    void init() { m_room = Room(m_room.jid()); }

    void joinsWithItsOwnPresence()
    {
        QCOMPARE(m_room.take(available(u"Romeo"_s)).kind, Kind::None); // not asked for
        m_room.startJoin(u"Juliet"_s);
        QCOMPARE(m_room.state(), Room::State::Joining);
        QCOMPARE(m_room.take(available(u"Romeo"_s)).kind, Kind::OccupantJoined);
        QCOMPARE(m_room.take(available(u"Juliet"_s)).kind, Kind::OccupantJoined); // another client's, without 110
        QCOMPARE(m_room.state(), Room::State::Joining);
        QCOMPARE(m_room.take(own(u"Juliet_"_s, RoomRole::Moderator)).kind, Kind::Joined);
        QCOMPARE(m_room.state(), Room::State::Joined);
        QCOMPARE(m_room.nick(), u"Juliet_"_s);
        QCOMPARE(m_room.self().role, RoomRole::Moderator);
        QCOMPARE(m_room.occupants().size(), 3);
    }

    void anErrorEndsOnlyAJoin()
    {
        RoomPresence error;
        error.kind = RoomPresence::Kind::Error;
        m_room.startJoin(u"Juliet"_s);
        QCOMPARE(m_room.take(error).kind, Kind::Failed);
        QCOMPARE(m_room.state(), Room::State::Failed);
        join();
        QCOMPARE(m_room.take(error).kind, Kind::None);
        QCOMPARE(m_room.state(), Room::State::Joined);
    }

    void followsOccupants()
    {
        join();
        QCOMPARE(m_room.take(available(u"Romeo"_s)).kind, Kind::OccupantJoined);
        QCOMPARE(m_room.take(available(u"Romeo"_s, RoomRole::Moderator)).kind, Kind::OccupantChanged);
        RoomPresence rename = unavailable(u"Romeo"_s, {RoomStatus::nickChange});
        rename.newNick = u"R"_s;
        QCOMPARE(m_room.take(rename).kind, Kind::OccupantRenamed);
        QCOMPARE(m_room.occupants().value(u"R"_s).role, RoomRole::Moderator);
        QCOMPARE(m_room.take(unavailable(u"R"_s)).kind, Kind::OccupantLeft);
        QCOMPARE(m_room.take(unavailable(u"R"_s)).kind, Kind::None);
        QCOMPARE(m_room.occupants().size(), 1);
    }

    void itsOwnChangesAreUpdates()
    {
        join();
        QCOMPARE(m_room.take(own(u"Juliet"_s)).kind, Kind::OccupantChanged);
        QCOMPARE(m_room.take(own(u"Juliet"_s, RoomRole::Visitor)).kind, Kind::Changed);
        RoomPresence rename = unavailable(u"Juliet"_s, {RoomStatus::nickChange, RoomStatus::ownPresence});
        rename.newNick = u"Jule"_s;
        QCOMPARE(m_room.take(rename).kind, Kind::Changed);
        QCOMPARE(m_room.nick(), u"Jule"_s);
        QCOMPARE(m_room.take(own(u"Jule"_s, RoomRole::Visitor)).kind, Kind::OccupantChanged);
        QCOMPARE(m_room.state(), Room::State::Joined);
        QCOMPARE(m_room.occupants().size(), 1);
    }

    void leavesForAReason()
    {
        join();
        const Room::Update update = m_room.take(
            unavailable(u"Juliet"_s, {RoomStatus::ownPresence, RoomStatus::kicked}));
        QCOMPARE(update.kind, Kind::Left);
        QCOMPARE(update.reason, RoomLeaveReason::Kicked);
        QCOMPARE(m_room.state(), Room::State::Left);
        QVERIFY(m_room.occupants().isEmpty());
        QCOMPARE(m_room.take(available(u"Romeo"_s)).kind, Kind::None);
    }

    void keepsModeratorsAndSpeakersOfLargeRooms()
    {
        m_room.startJoin(u"Juliet"_s);
        for (qsizetype i = 0; i < 2 * Room::maxOccupants; ++i)
            m_room.take(available(u"n%1"_s.arg(i)));
        QCOMPARE(m_room.occupants().size(), Room::maxOccupants);
        QVERIFY(m_room.isTruncated());
        QCOMPARE(m_room.take(own(u"Juliet"_s)).kind, Kind::Joined);
        QCOMPARE(m_room.take(available(u"mod"_s, RoomRole::Moderator)).kind, Kind::OccupantJoined);
        QCOMPARE(m_room.take(available(u"other"_s)).kind, Kind::None);
        m_room.noteSpeaker(u"speaker"_s, u"o1"_s);
        QCOMPARE(m_room.occupants().value(u"speaker"_s).occupantId, u"o1"_s);
        QVERIFY(m_room.occupants().contains(u"mod"_s) && m_room.occupants().contains(u"Juliet"_s));
        QCOMPARE(m_room.occupants().size(), Room::maxOccupants);
    }

    void staysBoundedIfAllArePreferred()
    {
        join();
        for (qsizetype i = 0; i < 2 * Room::maxOccupants; ++i)
            m_room.take(available(u"n%1"_s.arg(i), RoomRole::Moderator));
        QCOMPARE(m_room.occupants().size(), Room::maxOccupants);
        QVERIFY(m_room.occupants().contains(u"Juliet"_s));
        m_room.reset();
        QVERIFY(!m_room.isTruncated());
        QCOMPARE(m_room.state(), Room::State::Left);
    }
};

QTEST_GUILESS_MAIN(tst_Room)
#include "tst_room.moc"
