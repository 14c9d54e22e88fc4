// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsedstanza.h"
#include "xmpp/roomfeatures.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_RoomFeatures : public QObject
{
    Q_OBJECT

private:
    static std::optional<RoomFeatures> read(const QByteArray &query)
    {
        return roomFeaturesFrom(ParsedStanza("<iq type='result' from='coven@rooms.example.org' id='1'>"
                                             "<query xmlns='http://jabber.org/protocol/disco#info'>"
                                             + query + "</query></iq>")
                                    .element());
    }

    static QByteArray features(const QByteArrayList &names)
    {
        QByteArray xml;
        for (const QByteArray &name : names)
            xml += "<feature var='" + name + "'/>";
        return xml;
    }

    static QByteArray form(const QByteArray &type, const QList<std::pair<QByteArray, QByteArray>> &fields)
    {
        QByteArray xml = "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>" + type
            + "</value></field>";
        for (const auto &[name, value] : fields)
            xml += "<field var='" + name + "'><value>" + value + "</value></field>";
        return xml + "</x>";
    }

    static inline const QByteArray identity = "<identity category='conference' type='text' name='A Dark Cave'/>";
    static inline const QByteArray roomInfo = "http://jabber.org/protocol/muc#roominfo";

private Q_SLOTS:
    void readsAnOpenRoomOfProsody()
    {
        const auto room = read(
            identity
            + features({"http://jabber.org/protocol/muc", "http://jabber.org/protocol/muc#stable_id", "muc_public",
                        "muc_open", "muc_nonanonymous", "muc_unmoderated", "muc_unsecured", "muc_persistent",
                        "http://jabber.org/protocol/muc#self-ping-optimization", "urn:xmpp:mam:2", "urn:xmpp:sid:0",
                        "urn:xmpp:occupant-id:0", "urn:xmpp:message-moderate:0", "urn:xmpp:message-moderate:1"})
            + form(roomInfo,
                   {{"muc#roominfo_description", "Spells &amp; more"},
                    {"muc#roominfo_occupants", "3"},
                    {"muc#roomconfig_changesubject", "1"},
                    {"muc#roominfo_avatarhash", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"}}));
        QVERIFY(room);
        QCOMPARE(room->name, u"A Dark Cave"_s);
        QCOMPARE(room->description, u"Spells & more"_s);
        QVERIFY(room->isPublic && room->isPersistent && room->hasArchive && room->stanzaIds && room->occupantIds);
        QVERIFY(room->stableIds && room->selfPing && room->isSubjectModifiable);
        QVERIFY(!room->isMembersOnly && !room->isAnonymous && !room->isModerated && !room->isPasswordProtected);
        QVERIFY(!room->reactions);
        QCOMPARE(room->moderation, ModerationVersion::Current);
        QCOMPARE(room->occupants, 3);
        QCOMPARE(room->avatarHash, u"da39a3ee5e6b4b0d3255bfef95601890afd80709"_s);
    }

    void readsAClosedRoomOfEjabberd()
    {
        const auto room = read(
            identity
            + features({"vcard-temp", "http://jabber.org/protocol/muc", "muc_hidden", "muc_membersonly",
                        "muc_semianonymous", "muc_moderated", "muc_passwordprotected", "muc_temporary",
                        "urn:xmpp:message-moderate:0", "urn:xmpp:reactions:0"})
            + form(roomInfo,
                   {{"muc#roominfo_description", ""},
                    {"muc#roominfo_subjectmod", "false"},
                    {"muc#roomconfig_roomname", "Not this"},
                    {"muc#roominfo_occupants", "12"}}));
        QVERIFY(room);
        QCOMPARE(room->name, u"A Dark Cave"_s);
        QVERIFY(room->isMembersOnly && room->isAnonymous && room->isModerated && room->isPasswordProtected);
        QVERIFY(room->reactions);
        QVERIFY(!room->isPublic && !room->isPersistent && !room->hasArchive && !room->stanzaIds);
        QVERIFY(!room->occupantIds && !room->isSubjectModifiable);
        QCOMPARE(room->moderation, ModerationVersion::Old);
        QCOMPARE(room->occupants, 12);
    }

    void assumesNothingThatIsNotAnnounced()
    {
        const auto room = read("<identity category='conference' type='text'/>");
        QVERIFY(room);
        QVERIFY(room->name.isEmpty() && room->avatarHash.isEmpty());
        QVERIFY(!room->stanzaIds && !room->occupantIds && !room->hasArchive && room->isAnonymous);
        QCOMPARE(room->moderation, ModerationVersion::None);
        QCOMPARE(room->occupants, -1);
    }

    void oddValuesAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("count") << form(roomInfo, {{"muc#roominfo_occupants", "-5"}});
        QTest::newRow("huge count") << form(roomInfo, {{"muc#roominfo_occupants", "99999999999999"}});
        QTest::newRow("hash") << form(roomInfo, {{"muc#roominfo_avatarhash", "../../etc/passwd"}});
        QTest::newRow("long hash") << form(roomInfo, {{"muc#roominfo_avatarhash", QByteArray(41, 'a')}});
        QTest::newRow("other form") << form("urn:other", {{"muc#roominfo_occupants", "5"}});
        QTest::newRow("form without a type")
            << QByteArray("<x xmlns='jabber:x:data'><field var='muc#roominfo_occupants'><value>5</value></field></x>");
        QTest::newRow("feature in another namespace") << QByteArray("<feature xmlns='a' var='urn:xmpp:sid:0'/>");
        QTest::newRow("feature deeper") << QByteArray("<x xmlns='a'><feature "
                                                      "xmlns='http://jabber.org/protocol/disco#info' "
                                                      "var='urn:xmpp:sid:0'/></x>");
    }
    void oddValuesAreIgnored()
    {
        QFETCH(const QByteArray, query);
        const auto room = read(identity + query);
        QVERIFY(room);
        QCOMPARE(room->occupants, -1);
        QVERIFY(room->avatarHash.isEmpty() && !room->stanzaIds);
    }

    void boundsTexts()
    {
        const auto room = read("<identity category='conference' type='text' name='" + QByteArray(100'000, 'n') + "'/>"
                               + form(roomInfo, {{"muc#roominfo_description", QByteArray(100'000, 'd')}}));
        QVERIFY(room);
        QCOMPARE(room->name.size(), 512);
        QCOMPARE(room->description.size(), 4'096);
    }

    void otherEntitiesAreNoRooms_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("user") << QByteArray("<identity category='account' type='registered'/>");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("features alone") << features({"http://jabber.org/protocol/muc", "muc_public"});
        QTest::newRow("identity deeper") << QByteArray("<x xmlns='a'>" + identity + "</x>");
    }
    void otherEntitiesAreNoRooms()
    {
        QFETCH(const QByteArray, query);
        QVERIFY(!read(query));
    }
};

QTEST_GUILESS_MAIN(tst_RoomFeatures)
#include "tst_roomfeatures.moc"
