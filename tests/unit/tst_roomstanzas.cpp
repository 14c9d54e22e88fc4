// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsedstanza.h"
#include "xmpp/roomrequests.h"
#include "xmpp/roomstanzas.h"

#include <QTest>
#include <QTimeZone>
#include <QXmppError.h>
#include <QXmppStanza.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_RoomStanzas : public QObject
{
    Q_OBJECT

private:
    const Jid m_room = Jid::fromServer(u"coven@rooms.example.org"_s);

    // The text of what is inside an iq.
    static QString payload(const PayloadIq &iq)
    {
        QByteArray text;
        QXmlStreamWriter writer(&text);
        iq.toXmlElementFromChild(&writer);
        return QString::fromUtf8(text);
    }

private Q_SLOTS:
    void joins_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QDateTime>("since");
        QTest::addColumn<QString>("x");
        const QDateTime since(QDate(2026, 1, 2), QTime(3, 4, 5, 678), QTimeZone::UTC);
        const QString start = u"<x xmlns=\"http://jabber.org/protocol/muc\"><history "_s;
        QTest::newRow("no history") << QString() << QDateTime() << start + u"maxstanzas=\"0\"/></x>"_s;
        QTest::newRow("since") << QString() << since << start + u"since=\"2026-01-02T03:04:05.678Z\"/></x>"_s;
        QTest::newRow("password") << u"<cauldron&"_s << QDateTime()
                                  << start + u"maxstanzas=\"0\"/><password>&lt;cauldron&amp;</password></x>"_s;
    }
    void joins()
    {
        QFETCH(const QString, password);
        QFETCH(const QDateTime, since);
        QFETCH(const QString, x);
        const QString text = sentText(roomJoinStanza({m_room, u"Ju'\"liet"_s, password, since, Show::Away, u"hi"_s}));
        QVERIFY2(text.contains(x), qPrintable(text));
        QVERIFY2(text.contains(u"to=\"coven@rooms.example.org/Ju'&quot;liet\""_s), qPrintable(text));
        QVERIFY2(text.contains(u"<show>away</show>"_s), qPrintable(text));
        QVERIFY2(text.contains(u"<status>hi</status>"_s), qPrintable(text));
    }

    void aPresenceChangeIsNoJoin()
    {
        const QString text = sentText(roomPresenceStanza(m_room, u"Jule"_s, Show::Dnd, {}));
        QVERIFY2(text.contains(u"to=\"coven@rooms.example.org/Jule\""_s), qPrintable(text));
        QVERIFY2(text.contains(u"<show>dnd</show>"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"protocol/muc\""_s), qPrintable(text));
    }

    void leaves()
    {
        const QString text = sentText(roomLeaveStanza(m_room, u"Jule"_s));
        QVERIFY2(text.contains(u"type=\"unavailable\""_s), qPrintable(text));
        QVERIFY2(text.contains(u"to=\"coven@rooms.example.org/Jule\""_s), qPrintable(text));
    }

    void setsASubject_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("element");
        QTest::newRow("text") << u"Fire & <burn>"_s << u"<subject>Fire &amp; &lt;burn&gt;</subject>"_s;
        QTest::newRow("cleared") << QString() << u"<subject"_s;
    }
    void setsASubject()
    {
        QFETCH(const QString, subject);
        QFETCH(const QString, element);
        const QString text = sentText(roomSubjectStanza(m_room, u"s1"_s, subject));
        QCOMPARE(text.count(u"<subject"_s), 1);
        QVERIFY2(text.contains(element), qPrintable(text));
        QVERIFY2(text.contains(u"type=\"groupchat\""_s) && !text.contains(u"<body"_s), qPrintable(text));
        QVERIFY2(text.contains(u"id=\"s1\""_s), qPrintable(text));
        QVERIFY2(!text.contains(u"urn:xmpp:receipts"_s), qPrintable(text));
    }

    void invites()
    {
        const RoomInvite invite{m_room, Jid::fromServer(u"romeo@example.net"_s), u"Come & see"_s, u"pw"_s};
        const QString direct = sentText(directInvitationStanza(invite));
        QVERIFY2(direct.contains(u"to=\"romeo@example.net\""_s), qPrintable(direct));
        for (const char *part :
             {"jabber:x:conference", "jid=\"coven@rooms.example.org\"", "reason=\"Come &amp; see\"", "password=\"pw\""})
            QVERIFY2(direct.contains(QLatin1StringView(part)), qPrintable(direct));
        const QString mediated = sentText(mediatedInvitationStanza(invite));
        QVERIFY2(mediated.contains(u"to=\"coven@rooms.example.org\""_s), qPrintable(mediated));
        QVERIFY2(mediated.contains(u"<x xmlns=\"http://jabber.org/protocol/muc#user\"><invite "
                                   "to=\"romeo@example.net\"><reason>Come &amp; see</reason></invite></x>"_s),
                 qPrintable(mediated));
        QVERIFY2(!mediated.contains(u"pw"_s), qPrintable(mediated));
    }

    void requests_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("expected");
        const Jid user = Jid::fromServer(u"romeo@example.net/orchard"_s);
        const QString admin = u"<query xmlns=\"http://jabber.org/protocol/muc#admin\">"_s;
        QTest::newRow("ban") << payload(roomAffiliationIq(m_room, user, RoomAffiliation::Outcast, u"<b>"_s))
                             << admin
                + u"<item jid=\"romeo@example.net\" affiliation=\"outcast\"><reason>&lt;b&gt;</reason></item></query>"_s;
        QTest::newRow("member") << payload(roomAffiliationIq(m_room, user, RoomAffiliation::Member, {}))
                                << admin + u"<item jid=\"romeo@example.net\" affiliation=\"member\"/></query>"_s;
        QTest::newRow("kick") << payload(roomRoleIq(m_room, u"a\"b"_s, RoomRole::None, {}))
                              << admin + u"<item nick=\"a&quot;b\" role=\"none\"/></query>"_s;
        QTest::newRow("list") << payload(roomMembersIq(m_room, RoomAffiliation::Owner))
                              << admin + u"<item affiliation=\"owner\"/></query>"_s;
        QTest::newRow("destroy") << payload(roomDestroyIq(m_room, Jid::fromServer(u"b@rooms.example.org"_s), u"r"_s))
                                 << u"<query xmlns=\"http://jabber.org/protocol/muc#owner\">"
                                    "<destroy jid=\"b@rooms.example.org\"><reason>r</reason></destroy></query>"_s;
        QTest::newRow("ping") << payload(roomSelfPingIq(m_room, u"j"_s)) << u"<ping xmlns=\"urn:xmpp:ping\"/>"_s;
        QTest::newRow("moderate") << payload(roomModerationIq(m_room, u"s1"_s, u"r"_s, ModerationVersion::Current))
                                  << u"<moderate xmlns=\"urn:xmpp:message-moderate:1\" id=\"s1\">"
                                     "<retract xmlns=\"urn:xmpp:message-retract:1\"/><reason>r</reason></moderate>"_s;
        QTest::newRow("moderate, version 0")
            << payload(roomModerationIq(m_room, u"s1"_s, {}, ModerationVersion::Old))
            << u"<apply-to xmlns=\"urn:xmpp:fasten:0\" id=\"s1\"><moderate xmlns=\"urn:xmpp:message-moderate:0\">"
               "<retract xmlns=\"urn:xmpp:message-retract:0\"/></moderate></apply-to>"_s;
    }
    void requests()
    {
        QFETCH(const QString, written);
        QTEST(written, "expected");
    }

    void requestsGoToTheRoom()
    {
        const PayloadIq ban = roomAffiliationIq(m_room, Jid::fromServer(u"a@b"_s), RoomAffiliation::Outcast, {});
        QCOMPARE(ban.to(), u"coven@rooms.example.org"_s);
        QCOMPARE(ban.type(), QXmppIq::Set);
        QVERIFY(!ban.id().isEmpty());
        const PayloadIq ping = roomSelfPingIq(m_room, u"Ju/li@et"_s);
        QCOMPARE(ping.to(), u"coven@rooms.example.org/Ju/li@et"_s);
        QCOMPARE(ping.type(), QXmppIq::Get);
    }

    void readsMembers()
    {
        const ParsedStanza iq("<iq type='result'><query xmlns='http://jabber.org/protocol/muc#admin'>"
                              "<item affiliation='owner' jid='Crone1@example.net/desktop' nick='Crone'/>"
                              "<item affiliation='emperor' jid='a@example.net'/><item affiliation='owner'/>"
                              "<item affiliation='owner' jid='@'/><other affiliation='owner' jid='a@example.net'/>"
                              "<item affiliation='member' jid='example.net' nick=''/></query></iq>");
        const QList<RoomMember> members = roomMembersFrom(iq.element());
        QCOMPARE(members.size(), 2);
        QCOMPARE(members.at(0).jid.toString(), u"crone1@example.net"_s);
        QCOMPARE(members.at(0).nick, u"Crone"_s);
        QCOMPARE(members.at(0).affiliation, RoomAffiliation::Owner);
        QCOMPARE(members.at(1).jid.toString(), u"example.net"_s);
        QVERIFY(roomMembersFrom(ParsedStanza("<iq/>").element()).isEmpty());
    }

    void selfPings_data()
    {
        using Error = QXmppStanza::Error;
        QTest::addColumn<Error::Type>("type");
        QTest::addColumn<Error::Condition>("condition");
        QTest::addColumn<SelfPingResult>("result");
        QTest::newRow("not joined") << Error::Cancel << Error::NotAcceptable << SelfPingResult::NotJoined;
        QTest::newRow("not allowed") << Error::Cancel << Error::NotAllowed << SelfPingResult::NotJoined;
        QTest::newRow("other client") << Error::Cancel << Error::ServiceUnavailable << SelfPingResult::Joined;
        QTest::newRow("no pings") << Error::Cancel << Error::FeatureNotImplemented << SelfPingResult::Joined;
        QTest::newRow("being renamed") << Error::Cancel << Error::ItemNotFound << SelfPingResult::Joined;
        QTest::newRow("no server") << Error::Cancel << Error::RemoteServerNotFound << SelfPingResult::Unknown;
        QTest::newRow("slow server") << Error::Wait << Error::RemoteServerTimeout << SelfPingResult::Unknown;
        QTest::newRow("overload") << Error::Wait << Error::ResourceConstraint << SelfPingResult::Unknown;
    }
    void selfPings()
    {
        QFETCH(const QXmppStanza::Error::Type, type);
        QFETCH(const QXmppStanza::Error::Condition, condition);
        QTEST(selfPingResult(QXmppError{{}, QXmppStanza::Error(type, condition)}), "result");
    }

    void anAnswerToASelfPingMeansJoined()
    {
        QCOMPARE(selfPingResult(ParsedStanza("<iq type='result'/>").element()), SelfPingResult::Joined);
        QCOMPARE(selfPingResult(QXmppError{u"Disconnected"_s, {}}), SelfPingResult::Unknown);
    }
};

QTEST_GUILESS_MAIN(tst_RoomStanzas)
#include "tst_roomstanzas.moc"
