// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsedstanza.h"
#include "xmpp/roompresence.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_RoomPresence : public QObject
{
    Q_OBJECT

private:
    using Kind = RoomPresence::Kind;

    const Jid m_room = Jid::fromServer(u"coven@rooms.example.org"_s);

    std::optional<RoomPresence> read(const QByteArray &xml, bool hasOccupantIds = true) const
    {
        return roomPresenceFrom(ParsedStanza(xml).element(), m_room, hasOccupantIds);
    }

    static QByteArray presence(const QByteArray &attributes, const QByteArray &user, const QByteArray &rest = {})
    {
        return "<presence to='juliet@example.org/b' " + attributes + ">" + rest
            + "<x xmlns='http://jabber.org/protocol/muc#user'>" + user + "</x></presence>";
    }

private Q_SLOTS:
    // The stanza has the form that Prosody 13 sends.
    void readsAnOccupant()
    {
        const auto read = this->read(
            "<presence from='coven@rooms.example.org/Wiccarocks' to='juliet@example.org/b' id='p1' xml:lang='en'>"
            "<show>xa</show><status>brb</status>"
            "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='http://a' ver='v'/>"
            "<hats xmlns='urn:xmpp:hats:0'><hat uri='http://example.org/host' title='Host' xml:lang='en'/></hats>"
            "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72603deec90a38ba552f7c68cbcc61bca202cd'/>"
            "<x xmlns='http://jabber.org/protocol/muc#user'>"
            "<item affiliation='admin' role='moderator' jid='wiccarocks@example.net/laptop'/></x></presence>");
        QVERIFY(read);
        QCOMPARE(read->kind, Kind::Available);
        QCOMPARE(read->nick, u"Wiccarocks"_s);
        QCOMPARE(read->occupantId, u"dd72603deec90a38ba552f7c68cbcc61bca202cd"_s);
        QCOMPARE(read->jid.toString(), u"wiccarocks@example.net/laptop"_s);
        QCOMPARE(read->role, RoomRole::Moderator);
        QCOMPARE(read->affiliation, RoomAffiliation::Admin);
        QCOMPARE(read->hats, (QList{RoomHat{u"http://example.org/host"_s, u"Host"_s}}));
        QCOMPARE(read->show, Show::Xa);
        QVERIFY(!read->isSelf);
        QVERIFY(!roomLeaveReason(*read));
    }

    // The stanza has the form that ejabberd 24 sends: its id is not that of the join.
    void onlyStatus110MeansOneself()
    {
        const QByteArray from = "from='coven@rooms.example.org/juliet' id='of-another-client'";
        const QByteArray item = "<item jid='juliet@example.org/b' role='participant' affiliation='none'/>";
        const auto own = read(presence(from, item + "<status code='170'/><status code='110'/><status code='201'/>"));
        QVERIFY(own && own->isSelf);
        QCOMPARE(own->codes, (QList{170, 110, 201}));
        QVERIFY(own->has(RoomStatus::created));
        const auto other = read(presence(from, item));
        QVERIFY(other && !other->isSelf);
    }

    void readsARename()
    {
        const auto read = this->read(presence(
            "type='unavailable' from='coven@rooms.example.org/juliet'",
            "<item affiliation='member' role='participant' nick='Jule'/><status code='303'/><status code='110'/>"));
        QVERIFY(read);
        QCOMPARE(read->kind, Kind::Unavailable);
        QCOMPARE(read->newNick, u"Jule"_s);
        QCOMPARE(read->show, Show::Offline);
        QVERIFY(!roomLeaveReason(*read));
    }

    void readsAKickWithItsActor()
    {
        const auto read = this->read(
            presence("type='unavailable' from='coven@rooms.example.org/juliet'",
                     "<item affiliation='none' role='none'><actor nick='Fluellen' jid='f@example.net'/>"
                     "<reason>Avaunt, you cullion!</reason></item><status code='307'/><status code='110'/>"));
        QVERIFY(read);
        QCOMPARE(read->actor, u"Fluellen"_s);
        QCOMPARE(read->reason, u"Avaunt, you cullion!"_s);
    }

    void readsADestroyedRoom()
    {
        const auto read = this->read(presence(
            "type='unavailable' from='coven@rooms.example.org/juliet'",
            "<item affiliation='none' role='none'/><destroy jid='Other@rooms.example.org'><reason>Macbeth</reason>"
            "</destroy><status code='110'/>"));
        QVERIFY(read && read->destroyed);
        QCOMPARE(read->destroyed->alternate.toString(), u"other@rooms.example.org"_s);
        QCOMPARE(read->destroyed->reason, u"Macbeth"_s);
        QCOMPARE(roomLeaveReason(*read), RoomLeaveReason::Destroyed);
    }

    void readsAnError_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("alternate");
        const QByteArray ns = " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
        QTest::newRow("nickname taken") << "<conflict" + ns + "/>" << u"conflict"_s << QString();
        QTest::newRow("banned") << "<forbidden" + ns + "/><text" + ns + ">no</text>" << u"forbidden"_s << QString();
        QTest::newRow("gone") << "<gone" + ns + ">xmpp:new@rooms.example.org?join</gone>" << u"gone"_s
                              << u"new@rooms.example.org"_s;
        QTest::newRow("gone nowhere") << "<gone" + ns + ">https://example.org/</gone>" << u"gone"_s << QString();
        QTest::newRow("none") << QByteArray() << u"undefined-condition"_s << QString();
    }
    void readsAnError()
    {
        QFETCH(const QByteArray, error);
        for (const QByteArray &from : QByteArrayList{"coven@rooms.example.org/juliet", "coven@rooms.example.org"}) {
            const auto read = this->read("<presence type='error' from='" + from
                                         + "'><x xmlns='http://jabber.org/protocol/muc'/><error type='auth'>" + error
                                         + "</error></presence>");
            QVERIFY(read);
            QCOMPARE(read->kind, Kind::Error);
            QTEST(read->condition, "condition");
            QTEST(read->alternate.toString(), "alternate");
            QCOMPARE(roomLeaveReason(*read), RoomLeaveReason::Error);
        }
    }

    void leaveReasons_data()
    {
        QTest::addColumn<QList<int>>("codes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("left") << QList<int>{} << u"asked"_s;
        QTest::newRow("kicked") << QList{307} << u"kicked"_s;
        QTest::newRow("banned") << QList{301} << u"banned"_s;
        QTest::newRow("banned and kicked") << QList{307, 301} << u"banned"_s;
        QTest::newRow("not a member any more") << QList{321} << u"members-only"_s;
        QTest::newRow("only members now") << QList{322} << u"members-only"_s;
        QTest::newRow("shutdown") << QList{332} << u"technical"_s;
        QTest::newRow("technical kick") << QList{307, 333} << u"technical"_s;
        QTest::newRow("technical") << QList{333} << u"technical"_s;
        QTest::newRow("kicked at shutdown") << QList{332, 307} << u"technical"_s;
        QTest::newRow("renamed to nothing") << QList{303} << u"asked"_s;
    }
    void leaveReasons()
    {
        QFETCH(const QList<int>, codes);
        QByteArray user = "<item affiliation='none' role='none'/><status code='110'/>";
        for (const int code : codes)
            user += "<status code='" + QByteArray::number(code) + "'/>";
        const auto read = this->read(presence("type='unavailable' from='coven@rooms.example.org/juliet'", user));
        QVERIFY(read);
        const auto reason = roomLeaveReason(*read);
        QVERIFY(reason);
        QTEST(QString(roomLeaveReasonNames[*reason]), "reason");
    }

    void rejects_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const QByteArray item = "<item affiliation='none' role='participant'/>";
        QTest::newRow("other room") << presence("from='other@rooms.example.org/juliet'", item);
        QTest::newRow("room itself") << presence("from='coven@rooms.example.org'", item);
        QTest::newRow("empty nick") << presence("from='coven@rooms.example.org/'", item);
        QTest::newRow("huge nick") << presence("from='coven@rooms.example.org/" + QByteArray(100'000, 'n') + "'", item);
        QTest::newRow("nick of 342 characters")
            << presence("from='coven@rooms.example.org/" + QByteArray("\u20ac").repeated(342) + "'", item);
        QTest::newRow("subscription") << presence("type='subscribe' from='coven@rooms.example.org/juliet'", item);
        QTest::newRow("no sender") << presence("", item);
        QTest::newRow("no occupant") << QByteArray("<presence from='coven@rooms.example.org/juliet'/>");
        QTest::newRow("other namespace") << QByteArray(
            "<presence xmlns='jabber:server' from='coven@rooms.example.org/juliet'/>");
        QTest::newRow("muc#user deeper") << QByteArray(
            "<presence from='coven@rooms.example.org/juliet'><y xmlns='a'>"
            "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></y></presence>");
        QTest::newRow("message") << QByteArray("<message from='coven@rooms.example.org/juliet'>"
                                               "<x xmlns='http://jabber.org/protocol/muc#user'/></message>");
    }
    void rejects()
    {
        QFETCH(const QByteArray, xml);
        QVERIFY(!read(xml));
    }

    void theLastOfTwoUserElementsCounts()
    {
        const auto read = this->read(presence("from='coven@rooms.example.org/Eve'",
                                              "<item affiliation='none' role='visitor'/>",
                                              "<x xmlns='http://jabber.org/protocol/muc#user'>"
                                              "<item affiliation='owner' role='moderator' jid='king@example.org'/>"
                                              "<status code='110'/></x>"));
        QVERIFY(read);
        QCOMPARE(read->affiliation, RoomAffiliation::None);
        QCOMPARE(read->role, RoomRole::Visitor);
        QVERIFY(read->jid.isNull());
        QVERIFY(!read->isSelf);
    }

    void occupantIds_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<bool>("isAnnounced");
        QTest::addColumn<QString>("id");
        const auto id = [](const QByteArray &value) {
            return "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + value + "'/>";
        };
        QTest::newRow("announced") << id("a") << true << u"a"_s;
        QTest::newRow("not announced") << id("a") << false << QString();
        QTest::newRow("two") << id("forged") + id("a") << true << QString();
        QTest::newRow("longest") << id(QByteArray(128, 'x')) << true << QString(128, u'x');
        QTest::newRow("too long") << id(QByteArray(129, 'x')) << true << QString();
        QTest::newRow("inside another") << "<y xmlns='a'>" + id("a") + "</y>" << true << QString();
    }
    void occupantIds()
    {
        QFETCH(const QByteArray, xml);
        QFETCH(const bool, isAnnounced);
        const auto read = this->read(presence("from='coven@rooms.example.org/Eve'", "<item/>", xml), isAnnounced);
        QVERIFY(read);
        QTEST(read->occupantId, "id");
    }

    void boundsWhatItKeeps()
    {
        QByteArray user = "<item affiliation='emperor' role='jester'><reason>" + QByteArray(100'000, 'r')
            + "</reason></item><status code='99'/><status code='1000'/><status code='x'/><status/>";
        QByteArray hats;
        for (int i = 0; i < 100'000; ++i) {
            user += "<status code='" + QByteArray::number(100 + i % 900) + "'/>";
            if (i < 1'000)
                hats += "<hat uri='u' title='" + QByteArray(i, 't') + "'/>";
        }
        const auto read = this->read(
            presence("from='coven@rooms.example.org/Eve'", user, "<hats xmlns='urn:xmpp:hats:0'>" + hats + "</hats>"));
        QVERIFY(read);
        QCOMPARE(read->codes.size(), maxRoomCodes);
        QCOMPARE(read->hats.size(), maxRoomHats);
        QVERIFY(read->reason.size() <= 2'000);
        QCOMPARE(read->role, RoomRole::None);
        QCOMPARE(read->affiliation, RoomAffiliation::None);
    }

    void readsTheCodesOfAMessage()
    {
        const ParsedStanza message("<message type='groupchat' from='coven@rooms.example.org'>"
                                   "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x></message>");
        QCOMPARE(roomStatusCodes(message.element()), QList{104});
        QCOMPARE(roomStatusCodes(ParsedStanza("<message/>").element()), QList<int>());
    }
};

QTEST_GUILESS_MAIN(tst_RoomPresence)
#include "tst_roompresence.moc"
