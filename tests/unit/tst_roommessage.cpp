// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsedstanza.h"
#include "shared/eventjson.h"
#include "shared/legacytext.h"
#include "xmpp/roommessage.h"
#include "xmpp/stanzacodec.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static const QByteArray roomJid = "coven@rooms.example.org";
static const QByteArray body = "<body>Harpier cries</body>";

class tst_RoomMessage : public QObject
{
    Q_OBJECT

private:
    const QDateTime m_now = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);
    RoomContext m_context{Jid::fromServer(u"juliet@example.org"_s),
                          Jid::fromServer(u"coven@rooms.example.org"_s),
                          u"Juliet"_s,
                          u"own-id"_s,
                          true,
                          true};

    std::optional<Event> read(const QByteArray &xml) const
    {
        return eventFromRoomMessage(ParsedStanza(xml).element(), m_context, m_now);
    }
    std::optional<RoomArchivedStanza> archived(const QByteArray &from, const QByteArray &message) const
    {
        return roomArchivedStanzaFrom(
            ParsedStanza("<message from='" + from
                         + "' to='juliet@example.org/b'><result xmlns='urn:xmpp:mam:2' queryid='q1' id='a1'>"
                           "<forwarded xmlns='urn:xmpp:forward:0'>"
                           "<delay xmlns='urn:xmpp:delay' stamp='2025-12-31T23:59:59Z'/>"
                         + message + "</forwarded></result></message>")
                .element(),
            m_context, m_now);
    }

    // A message in the room, from an occupant or from the room itself.
    static QByteArray message(const QByteArray &nick, const QByteArray &children, const QByteArray &id = "m1")
    {
        return "<message xmlns='jabber:client' type='groupchat' to='juliet@example.org/b' id='" + id + "' from='"
            + roomJid + (nick.isEmpty() ? QByteArray() : '/' + nick) + "'>" + children + "</message>";
    }
    static QByteArray stanzaId(const QByteArray &id, const QByteArray &by = roomJid)
    {
        return "<stanza-id xmlns='urn:xmpp:sid:0' id='" + id + "' by='" + by + "'/>";
    }
    static QByteArray occupantId(const QByteArray &id)
    {
        return "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + id + "'/>";
    }
    static QByteArray delay(const QByteArray &from)
    {
        return "<delay xmlns='urn:xmpp:delay' from='" + from + "' stamp='2025-12-01T00:00:00Z'/>";
    }

private Q_SLOTS:
    // The stanza has the form that Prosody 13 sends.
    void readsEveryMember()
    {
        const auto event = read(
            message("thirdwitch",
                    body + "<thread>t1</thread>" + occupantId("o1") + stanzaId("s1")
                        + "<origin-id xmlns='urn:xmpp:sid:0' id='m1'/><markable xmlns='urn:xmpp:chat-markers:0'/>"));
        QVERIFY(event);
        QCOMPARE(event->type, EventType::Message);
        QCOMPARE(event->direction, Direction::In);
        QCOMPARE(event->account, m_context.account);
        QCOMPARE(event->from.toString(), u"coven@rooms.example.org/thirdwitch"_s);
        QCOMPARE(event->id, u"m1"_s);
        QVERIFY(event->isIdUnique && !event->delayed && !event->wantsReceipt);
        QCOMPARE(event->stanzaId, u"s1"_s);
        QCOMPARE(event->body, u"Harpier cries"_s);
        QCOMPARE(event->thread, u"t1"_s);
        QCOMPARE(event->time, m_now);
        const QJsonObject json = eventJson(*event);
        QCOMPARE(json.value("kind"_L1), QJsonValue(u"room"_s));
        QCOMPARE(json.value("with"_L1), QJsonValue(u"coven@rooms.example.org"_s));
        QCOMPARE(json.value("nick"_L1), QJsonValue(u"thirdwitch"_s));
        QCOMPARE(json.value("occupant_id"_L1), QJsonValue(u"o1"_s));
        QCOMPARE(json.value("ref"_L1), QJsonValue(u"s1"_s));
        QVERIFY(!json.contains("extensions"_L1));
        QVERIFY(!legacyText(*event));
    }

    void rejects_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const auto of = [](const QByteArray &attributes) {
            return "<message " + attributes + ">" + body + "</message>";
        };
        QTest::newRow("chat") << of("type='chat' from='coven@rooms.example.org/a'");
        QTest::newRow("no type") << of("from='coven@rooms.example.org/a'");
        QTest::newRow("error") << of("type='error' from='coven@rooms.example.org/a'");
        QTest::newRow("other room") << of("type='groupchat' from='other@rooms.example.org/a'");
        QTest::newRow("no sender") << of("type='groupchat'");
        QTest::newRow("empty nick") << of("type='groupchat' from='coven@rooms.example.org/'");
        QTest::newRow("huge nick") << message(QByteArray(100'000, 'n'), body);
        QTest::newRow("nothing") << message("a", {});
        QTest::newRow("chat state") << message("a", "<composing xmlns='http://jabber.org/protocol/chatstates'/>");
        QTest::newRow("receipt") << message("a", "<received xmlns='urn:xmpp:receipts' id='1'/>");
        QTest::newRow("status code") << message(
            {}, "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>");
        QTest::newRow("subject with a thread only") << message("a", "<subject>s</subject><thread>t</thread>");
        QTest::newRow("invitation to another room")
            << message("a", "<x xmlns='jabber:x:conference' jid='trap@rooms.example.org'/>");
        QTest::newRow("mediated invitation")
            << message({}, "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='a@example.org'/></x>");
        QTest::newRow("carbon inside") << message(
            "a",
            "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + message("b", body)
                + "</forwarded></received>");
    }
    void rejects()
    {
        QFETCH(const QByteArray, xml);
        QVERIFY(!read(xml));
    }

    void stanzaIds_data()
    {
        QTest::addColumn<QByteArray>("ids");
        QTest::addColumn<bool>("isAnnounced");
        QTest::addColumn<QString>("expected");
        QTest::newRow("room") << stanzaId("s1") << true << u"s1"_s;
        QTest::newRow("not announced") << stanzaId("s1") << false << QString();
        QTest::newRow("occupant") << stanzaId("s1", roomJid + "/thirdwitch") << true << QString();
        QTest::newRow("account") << stanzaId("s1", "juliet@example.org") << true << QString();
        QTest::newRow("other room") << stanzaId("s1", "other@rooms.example.org") << true << QString();
        QTest::newRow("service") << stanzaId("s1", "rooms.example.org") << true << QString();
        QTest::newRow("nobody") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='s1'/>") << true << QString();
        QTest::newRow("forged first") << stanzaId("forged") + stanzaId("s1") << true << u"s1"_s;
        QTest::newRow("deeper") << "<y xmlns='a'>" + stanzaId("s1") + "</y>" << true << QString();
    }
    void stanzaIds()
    {
        QFETCH(const QByteArray, ids);
        QFETCH(const QString, expected);
        QFETCH(const bool, isAnnounced);
        m_context.hasStanzaIds = isAnnounced;
        const auto event = read(message("thirdwitch", body + ids));
        m_context.hasStanzaIds = true;
        QVERIFY(event);
        QCOMPARE(event->stanzaId, expected);
        QCOMPARE(eventJson(*event).value("ref"_L1), expected.isEmpty() ? QJsonValue() : QJsonValue(expected));
    }

    void occupantIds_data()
    {
        QTest::addColumn<QByteArray>("ids");
        QTest::addColumn<bool>("isAnnounced");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("announced") << occupantId("o1") << true << true;
        QTest::newRow("not announced") << occupantId("o1") << false << false;
        QTest::newRow("forged") << occupantId("victim") + occupantId("o1") << true << false;
    }
    void occupantIds()
    {
        QFETCH(const QByteArray, ids);
        QFETCH(const bool, isAnnounced);
        m_context.hasOccupantIds = isAnnounced;
        const auto event = read(message("thirdwitch", body + ids));
        m_context.hasOccupantIds = true;
        QVERIFY(event);
        QTEST(eventContent(*event).contains("occupant_id"_L1), "isShown");
    }

    void recognizesItsOwn_data()
    {
        QTest::addColumn<QByteArray>("nick");
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<bool>("isOwn");
        QTest::newRow("occupant id") << QByteArray("Juliet") << occupantId("own-id") << true;
        QTest::newRow("renamed") << QByteArray("Other") << occupantId("own-id") << true;
        QTest::newRow("same nick, other id") << QByteArray("Juliet") << occupantId("o1") << false;
        QTest::newRow("nick alone") << QByteArray("Juliet") << QByteArray() << true;
        QTest::newRow("nick in the past") << QByteArray("Juliet") << delay(roomJid) << false;
        QTest::newRow("id in the past") << QByteArray("Juliet") << occupantId("own-id") + delay(roomJid) << true;
        QTest::newRow("other nick") << QByteArray("juliet") << QByteArray() << false;
    }
    void recognizesItsOwn()
    {
        QFETCH(const QByteArray, nick);
        QFETCH(const QByteArray, children);
        const auto event = read(message(nick, body + children));
        QVERIFY(event);
        QTEST(event->direction == Direction::Out, "isOwn");
        QCOMPARE(event->to, event->direction == Direction::Out ? m_context.room : m_context.account);
        QCOMPARE(eventJson(*event).value("with"_L1), QJsonValue(u"coven@rooms.example.org"_s));
    }

    // A room that is not stable_id gives the echo another id.
    void anEchoHasItsOriginId()
    {
        const auto event = read(
            message("Juliet", body + stanzaId("s1") + "<origin-id xmlns='urn:xmpp:sid:0' id='mine'/>", "theirs"));
        QVERIFY(event);
        QCOMPARE(event->id, u"mine"_s);
        QCOMPARE(event->wireId, u"theirs"_s);
        QCOMPARE(eventJson(*event).value("ref"_L1), QJsonValue(u"s1"_s));
    }

    void onlyTheRoomDelays_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("counts");
        QTest::newRow("room") << roomJid << true;
        QTest::newRow("service") << QByteArray("rooms.example.org") << true;
        QTest::newRow("account") << QByteArray("juliet@example.org") << false;
        QTest::newRow("author") << QByteArray("crone@example.net") << false;
    }
    void onlyTheRoomDelays()
    {
        QFETCH(const QByteArray, from);
        const auto event = read(message("thirdwitch", body + delay(from)));
        QVERIFY(event);
        QTEST(event->delayed, "counts");
        QCOMPARE(event->time.date().year(), event->delayed ? 2025 : 2026);
    }

    void readsASubject_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<bool>("isSubject");
        QTest::addColumn<QString>("subject");
        QTest::newRow("set") << QByteArray("<subject>Fire &amp; burn</subject>") << true << u"Fire & burn"_s;
        QTest::newRow("cleared") << QByteArray("<subject/>") << true << u""_s;
        QTest::newRow("with a body") << "<subject>s</subject>" + body << false << QString();
        QTest::newRow("with an empty body") << QByteArray("<subject>s</subject><body/><x xmlns='jabber:x:oob'>"
                                                          "<url>https://example.org/a</url></x>")
                                            << false << QString();
        QTest::newRow("with a thread") << "<subject>s</subject><thread>t</thread>" + body << false << QString();
        QTest::newRow("huge") << "<subject>" + QByteArray(100'000, 's') + "</subject>" << true << QString(4'096, u's');
    }
    void readsASubject()
    {
        QFETCH(const QByteArray, children);
        QFETCH(const bool, isSubject);
        for (const QByteArray &nick : QByteArrayList{"thirdwitch", ""}) {
            const auto event = read(message(nick, children));
            QVERIFY(event);
            QCOMPARE(event->type == EventType::Subject, isSubject);
            const QJsonObject json = eventJson(*event);
            QCOMPARE(json.contains("subject"_L1), isSubject);
            QTEST(json.value("subject"_L1).toString(), "subject");
            QCOMPARE(json.contains("nick"_L1), !nick.isEmpty());
        }
    }

    void readsChanges_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<EventType>("type");
        QTest::addColumn<QJsonObject>("about");
        const QJsonValue null;
        const auto byRef = [null](const QString &ref) {
            return QJsonObject{{u"ref"_s, ref}, {u"id"_s, null}, {u"seq"_s, null}};
        };
        QTest::newRow("correction") << body + "<replace xmlns='urn:xmpp:message-correct:0' id='m0'/>"
                                    << EventType::Correction
                                    << QJsonObject{{u"ref"_s, null}, {u"id"_s, u"m0"_s}, {u"seq"_s, null}};
        QTest::newRow("reaction") << QByteArray("<reactions xmlns='urn:xmpp:reactions:0' id='s0'><reaction>\u2764"
                                                "</reaction></reactions>")
                                  << EventType::Reaction << byRef(u"s0"_s);
        QTest::newRow("retraction") << QByteArray("<retract xmlns='urn:xmpp:message-retract:1' id='s0'/>")
                                    << EventType::Retraction << byRef(u"s0"_s);
    }
    void readsChanges()
    {
        QFETCH(const QByteArray, children);
        QFETCH(const EventType, type);
        const auto event = read(message("thirdwitch", children + stanzaId("s1")));
        QVERIFY(event);
        QCOMPARE(event->type, type);
        const QJsonObject json = eventJson(*event);
        QTEST(json.value("about"_L1).toObject(), "about");
        QCOMPARE(json.value("verified"_L1), QJsonValue(false));
        QCOMPARE(json.value("ref"_L1), QJsonValue(u"s1"_s));
    }

    void readsAMarker()
    {
        const auto event = read(message("thirdwitch", "<displayed xmlns='urn:xmpp:chat-markers:0' id='s0'/>"));
        QVERIFY(event);
        QCOMPARE(event->type, EventType::Marker);
        QCOMPARE(event->id, u"s0"_s);
        QCOMPARE(eventJson(*event).value("about"_L1).toObject().value("ref"_L1), QJsonValue(u"s0"_s));
        QCOMPARE(eventJson(*event).value("kind"_L1), QJsonValue(u"room"_s));
    }

    void readsAMention()
    {
        const auto mention = [](const QByteArray &uri) {
            return message("thirdwitch",
                           "<body>Juliet: hi</body><reference xmlns='urn:xmpp:reference:0' type='mention' "
                           "begin='0' end='6' uri='"
                               + uri + "'/>");
        };
        const auto event = read(mention("xmpp:coven@rooms.example.org/Juliet"));
        QVERIFY(event);
        const QJsonObject json = eventJson(*event);
        QCOMPARE(json.value("mentions_me"_L1), QJsonValue(true));
        QCOMPARE(json.value("mentions"_L1).toArray().first()["nick"_L1], QJsonValue(u"Juliet"_s));
        QVERIFY(eventContent(*read(mention("xmpp:juliet@example.org"))).contains("mentions_me"_L1));
        QVERIFY(!eventContent(*read(mention("xmpp:coven@rooms.example.org/Romeo"))).contains("mentions_me"_L1));
    }

    void moderations_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<QString>("by");
        QTest::addColumn<QJsonValue>("reason");
        const QByteArray current = "<retract xmlns='urn:xmpp:message-retract:1' id='s0'>"
                                   "<moderated xmlns='urn:xmpp:message-moderate:1' "
                                   "by='coven@rooms.example.org/macbeth'/><reason>Rude</reason></retract>";
        const QByteArray old =
            "<apply-to xmlns='urn:xmpp:fasten:0' id='s0'>"
            "<moderated xmlns='urn:xmpp:message-moderate:0' by='coven@rooms.example.org/macbeth'>"
            "<retract xmlns='urn:xmpp:message-retract:0'/><reason>Rude</reason></moderated></apply-to>";
        const QString macbeth = u"coven@rooms.example.org/macbeth"_s;
        QTest::newRow("version 1") << current << macbeth << QJsonValue(u"Rude"_s);
        QTest::newRow("version 0") << old << macbeth << QJsonValue(u"Rude"_s);
        QTest::newRow("both") << old + current << macbeth << QJsonValue(u"Rude"_s);
        QTest::newRow("by another") << QByteArray(current).replace(roomJid + "/macbeth", "king@example.org")
                                    << u"coven@rooms.example.org"_s << QJsonValue(u"Rude"_s);
        QTest::newRow("without a reason")
            << QByteArray(current).replace("<reason>Rude</reason>", "") << macbeth << QJsonValue();
    }
    void moderations()
    {
        QFETCH(const QByteArray, children);
        const auto event = read(message({}, children));
        QVERIFY(event);
        QCOMPARE(event->type, EventType::Retraction);
        const QJsonObject json = eventJson(*event);
        QTEST(json.value("by"_L1).toString(), "by");
        QTEST(json.value("reason"_L1), "reason");
        QCOMPARE(json.value("verified"_L1), QJsonValue(true));
        QCOMPARE(json.value("about"_L1).toObject().value("ref"_L1), QJsonValue(u"s0"_s));
        // An occupant cannot moderate by writing the same.
        if (const auto forged = read(message("thirdwitch", children))) {
            QCOMPARE(eventJson(*forged).value("verified"_L1), QJsonValue(false));
            QVERIFY(eventJson(*forged).value("by"_L1).isNull());
        }
    }

    void readsAnArchivedMessage()
    {
        const auto stanza = archived(
            roomJid,
            message("thirdwitch",
                    body + occupantId("o1") + stanzaId("forged")
                        + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant' "
                          "jid='crone@example.net/d'/></x>"));
        QVERIFY(stanza && stanza->event);
        QCOMPARE(stanza->queryId, u"q1"_s);
        QCOMPARE(stanza->position.id, u"a1"_s);
        QCOMPARE(stanza->event->stanzaId, u"a1"_s);
        QVERIFY(stanza->event->delayed);
        QCOMPARE(stanza->event->time.date().year(), 2025);
        const QJsonObject json = eventJson(*stanza->event);
        QCOMPARE(json.value("ref"_L1), QJsonValue(u"a1"_s));
        QCOMPARE(json.value("kind"_L1), QJsonValue(u"room"_s));
        QCOMPARE(json.value("jid"_L1), QJsonValue(u"crone@example.net/d"_s));
    }

    void recognizesItsOwnInTheArchive()
    {
        const QByteArray own =
            "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='juliet@example.org/old'/></x>";
        QCOMPARE(archived(roomJid, message("Juliet", body))->event->direction, Direction::In);
        QCOMPARE(archived(roomJid, message("x", body + own))->event->direction, Direction::Out);
        QCOMPARE(archived(roomJid, message("x", body + occupantId("own-id")))->event->direction, Direction::Out);
        // Nobody removes a forged address from a live message.
        const auto live = read(message("x", body + own));
        QCOMPARE(live->direction, Direction::In);
        QVERIFY(!eventContent(*live).contains("jid"_L1));
    }

    void readsTombstones_data()
    {
        QTest::addColumn<QByteArray>("tombstone");
        QTest::newRow("version 1") << QByteArray(
            "<retracted xmlns='urn:xmpp:message-retract:1' stamp='2026-01-01T00:00:00Z' id='r1'>"
            "<moderated xmlns='urn:xmpp:message-moderate:1' by='coven@rooms.example.org/macbeth'/></retracted>");
        QTest::newRow("version 0") << QByteArray(
            "<moderated xmlns='urn:xmpp:message-moderate:0' by='coven@rooms.example.org/macbeth'>"
            "<retracted xmlns='urn:xmpp:message-retract:0' stamp='2026-01-01T00:00:00Z'/></moderated>");
    }
    void readsTombstones()
    {
        QFETCH(const QByteArray, tombstone);
        const auto stanza = archived(roomJid, message("thirdwitch", tombstone));
        QVERIFY(stanza && stanza->event);
        QCOMPARE(stanza->event->type, EventType::Message);
        QVERIFY(stanza->event->body.isEmpty());
        QCOMPARE(eventJson(*stanza->event).value("retracted"_L1), QJsonValue(u"2026-01-01T00:00:00.000Z"_s));
        QVERIFY(!read(message("thirdwitch", tombstone)));
    }

    void onlyTheRoomHasItsArchive_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("occupant") << roomJid + "/thirdwitch" << message("a", body);
        QTest::newRow("account") << QByteArray("juliet@example.org") << message("a", body);
        QTest::newRow("nobody") << QByteArray() << message("a", body);
        QTest::newRow("message of another room")
            << roomJid
            << QByteArray("<message xmlns='jabber:client' type='groupchat' from='other@rooms.example.org/a'>") + body
                + "</message>";
        QTest::newRow("chat") << roomJid
                              << QByteArray(
                                     "<message xmlns='jabber:client' type='chat' from='coven@rooms.example.org/a'>")
                + body + "</message>";
    }
    void onlyTheRoomHasItsArchive()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, message);
        const auto stanza = archived(from, message);
        QVERIFY(!stanza || !stanza->event);
    }

    void groupchatOutsideTheRoomIsNeverTaken()
    {
        const Jid account = m_context.account;
        QVERIFY(!eventFromMessage(ParsedStanza(message("a", body)).element(), account, m_now));
        for (const QByteArray &kind : QByteArrayList{"sent", "received"}) {
            const ParsedStanza carbon("<message from='juliet@example.org'><" + kind
                                      + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                                      + message("a", body) + "</forwarded></" + kind + "></message>");
            QVERIFY(!eventFromCarbon(carbon.element(), account, m_now));
            QVERIFY(!read("<message from='juliet@example.org'>" + body + "</message>"));
        }
    }

    // The room sends a private message to each client that is in it.
    void privateMessagesCountOnlyInSentCarbons()
    {
        const QByteArray occupant = "coven@rooms.example.org/Nurse";
        for (const bool isSent : {true, false}) {
            const QByteArray kind = isSent ? "sent" : "received";
            const QByteArray own = "juliet@example.org/other";
            const ParsedStanza carbon(
                "<message from='juliet@example.org'><" + kind
                + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                  "type='chat' id='p1' from='"
                + (isSent ? own : occupant) + "' to='" + (isSent ? occupant : own) + "'>" + body
                + "<x xmlns='http://jabber.org/protocol/muc#user'/></message></forwarded></" + kind + "></message>");
            const auto event = eventFromCarbon(carbon.element(), m_context.account, m_now);
            QCOMPARE(event.has_value(), isSent);
            if (event)
                QCOMPARE(eventJson(*event).value("with"_L1), QJsonValue(QString::fromLatin1(occupant)));
        }
    }

    void boundsWhatItKeeps()
    {
        QByteArray users;
        for (int i = 0; i < 10'000; ++i)
            users += "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x>";
        const auto event = read(message("thirdwitch", body + users + occupantId(QByteArray(100'000, 'o'))));
        QVERIFY(event);
        QVERIFY(event->content.size() < 1'000);
    }
};

QTEST_GUILESS_MAIN(tst_RoomMessage)
#include "tst_roommessage.moc"
