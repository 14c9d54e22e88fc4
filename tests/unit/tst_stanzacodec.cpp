// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"
#include "xmpp/stanzacodec.h"

#include <QDomDocument>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_StanzaCodec : public QObject
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);
    const QDateTime m_now = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);

    QDomDocument m_document;

    QDomElement parse(const QByteArray &stanza)
    {
        m_document.setContent("<s xmlns='jabber:client'>" + stanza + "</s>",
                              QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                  | QDomDocument::ParseOption::PreserveSpacingOnlyNodes);
        return m_document.documentElement().firstChildElement();
    }

    std::optional<Event> eventOf(const QByteArray &message)
    {
        return eventFromMessage(parse(message), m_account, m_now);
    }
    std::optional<Event> carbon(const QByteArray &message) { return eventFromCarbon(parse(message), m_account, m_now); }
    std::optional<ArchivedStanza> archived(const QByteArray &message)
    {
        return archivedStanzaFrom(parse(message), m_account, m_now);
    }

    static QByteArray forwarded(QByteArray message, const QByteArray &stamp = {})
    {
        if (!message.contains("<message xmlns"))
            message.replace("<message ", "<message xmlns='jabber:client' ");
        return "<forwarded xmlns='urn:xmpp:forward:0'>"
            + (stamp.isEmpty() ? QByteArray() : "<delay xmlns='urn:xmpp:delay' stamp='" + stamp + "'/>") + message
            + "</forwarded>";
    }

    static QByteArray carbonXml(const QByteArray &kind, const QByteArray &from, const QByteArray &message)
    {
        return "<message " + from + " to='juliet@example.org/here'><" + kind + " xmlns='urn:xmpp:carbons:2'>"
            + forwarded(message) + "</" + kind + "></message>";
    }

    static QByteArray resultXml(const QByteArray &from, const QByteArray &message)
    {
        return "<message " + from + " to='juliet@example.org/here'><result xmlns='urn:xmpp:mam:2' queryid='q1' id='a1'>"
            + forwarded(message, "2025-12-31T23:59:59Z") + "</result></message>";
    }

private Q_SLOTS:
    void readsEveryMember()
    {
        const auto e = eventOf(
            "<message from='romeo@example.net/orchard' to='juliet@example.org/b' id='m1' type='chat'>"
            "<body>Wherefore?</body><thread>t1</thread>"
            "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='s1'/></message>");
        QVERIFY(e);
        QCOMPARE(e->account, m_account);
        QCOMPARE(e->from.toString(), u"romeo@example.net/orchard"_s);
        QCOMPARE(e->to.toString(), u"juliet@example.org/b"_s);
        QCOMPARE(e->id, u"m1"_s);
        QCOMPARE(e->body, u"Wherefore?"_s);
        QCOMPARE(e->thread, u"t1"_s);
        QCOMPARE(e->stanzaId, u"s1"_s);
        QCOMPARE(e->time, m_now);
        QCOMPARE(e->direction, Direction::In);
        QVERIFY(!e->delayed);
    }

    void keepsTheBodyUnchanged_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("body");
        QTest::newRow("entities") << QByteArray("&lt;b&gt; &amp;amp; &#x1F600; &quot;") << u"<b> &amp; 😀 \""_s;
        QTest::newRow("cdata") << QByteArray("<![CDATA[<b>&amp;]]>") << u"<b>&amp;"_s;
        QTest::newRow("only spaces") << QByteArray("   ") << u"   "_s;
        QTest::newRow("spaces around") << QByteArray("  a \n b ") << u"  a \n b "_s;
        QTest::newRow("carriage return") << QByteArray("a&#13;&#10;b") << u"a\r\nb"_s;
        QTest::newRow("right to left") << QByteArray("שלום\xE2\x80\x8F!") << u"שלום\u200F!"_s;
    }
    void keepsTheBodyUnchanged()
    {
        QFETCH(QByteArray, xml);
        const auto e = eventOf("<message from='a@b'><body>" + xml + "</body></message>");
        QVERIFY(e);
        QTEST(e->body, "body");
    }

    void ignoresMessagesWithoutContent_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("no body") << QByteArray("<message from='a@b'/>");
        QTest::newRow("empty body") << QByteArray("<message from='a@b'><body/></message>");
        QTest::newRow("bounce") << QByteArray("<message from='a@b' type='error'><body>mine</body></message>");
        QTest::newRow("room") << QByteArray("<message from='a@b' type='groupchat'><body>x</body></message>");
        QTest::newRow("chat state") << QByteArray(
            "<message from='a@b'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        QTest::newRow("body of another kind")
            << QByteArray("<message from='a@b'><body xmlns='http://www.w3.org/1999/xhtml'>x</body></message>");
        QTest::newRow("nothing but what nobody knows")
            << QByteArray("<message from='a@b'><event xmlns='http://jabber.org/protocol/pubsub#event'/></message>");
        QTest::newRow("attention") << QByteArray(
            "<message from='a@b' type='headline'><attention xmlns='urn:xmpp:attention:0'/></message>");
        QTest::newRow("body of something inside") << QByteArray(
            "<message from='a@b'><x xmlns='y'><message xmlns='jabber:client'><body>x</body></message></x></message>");
        QTest::newRow("presence") << QByteArray("<presence from='a@b'><body>x</body></presence>");
    }
    void ignoresMessagesWithoutContent()
    {
        QFETCH(QByteArray, xml);
        QVERIFY(!eventOf(xml));
    }

    void prefersTheBodyInTheMessagesLanguage_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<QByteArray>("bodies");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("lang");
        const QByteArray cs = "<body xml:lang='cs'>cs</body>";
        const QByteArray de = "<body xml:lang='de'>de</body>";
        QTest::newRow("one without a language") << QByteArray() << cs + "<body>all</body>" << u"all"_s << QString();
        QTest::newRow("one that inherits it")
            << QByteArray(" xml:lang='en'") << cs + "<body>all</body>" << u"all"_s << u"en"_s;
        QTest::newRow("one with the message's") << QByteArray(" xml:lang='de'") << cs + de << u"de"_s << u"de"_s;
        QTest::newRow("the first of others") << QByteArray(" xml:lang='en'") << cs + de << u"cs"_s << u"cs"_s;
        QTest::newRow("the first") << QByteArray() << cs + de << u"cs"_s << u"cs"_s;
    }
    void prefersTheBodyInTheMessagesLanguage()
    {
        QFETCH(const QByteArray, attributes);
        QFETCH(const QByteArray, bodies);
        const auto e = eventOf("<message from='a@b'" + attributes + ">" + bodies + "</message>");
        QVERIFY(e);
        QTEST(e->body, "body");
        QTEST(eventJson(*e).value("lang"_L1).toString(), "lang");
    }

    void acceptsOnlyTheOwnServersStanzaId()
    {
        const auto e = eventOf("<message from='a@b'><body>x</body>"
                               "<stanza-id xmlns='urn:xmpp:sid:0' by='evil@example.net' id='forged'/></message>");
        QCOMPARE(e->stanzaId, QString());
    }

    // A server that keeps the sender's forged elements appends its own.
    void usesTheLastStanzaIdOfTheAccount()
    {
        const QByteArray forged = "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='forged'/>";
        const auto e = eventOf("<message from='a@b'>" + forged.repeated(100)
                               + "<body>x</body><stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='s1'/>"
                                 "<stanza-id xmlns='urn:xmpp:sid:0' by='room@example.net' id='r1'/></message>");
        QCOMPARE(e->stanzaId, u"s1"_s);
    }

    void usesTheOwnServersDelay_data()
    {
        QTest::addColumn<QByteArray>("delay");
        QTest::addColumn<QString>("time"); // empty: the time of arrival
        QTest::addColumn<bool>("isDelayed");
        const auto delay = [](const QByteArray &attributes) {
            return QByteArray("<delay xmlns='urn:xmpp:delay' " + attributes + "/>");
        };
        const QByteArray domain = "from='example.org' ";
        QTest::newRow("of the domain") << delay(domain + "stamp='2025-12-31T23:59:59.5+01:00'")
                                       << u"2025-12-31T22:59:59.500Z"_s << true;
        QTest::newRow("of the account") << delay("from='juliet@example.org' stamp='2025-12-31T23:59:59Z'")
                                        << u"2025-12-31T23:59:59.000Z"_s << true;
        QTest::newRow("in microseconds") << delay(domain + "stamp='2025-01-02T03:04:05.678901+02:00'")
                                         << u"2025-01-02T01:04:05.679Z"_s << true;
        QTest::newRow("without a zone") << delay(domain + "stamp='2025-01-02T03:04:05'")
                                        << u"2025-01-02T03:04:05.000Z"_s << true;
        QTest::newRow("in the old form") << QByteArray(
            "<x xmlns='jabber:x:delay' from='example.org' stamp='20250102T03:04:05'/>")
                                         << u"2025-01-02T03:04:05.000Z"_s << true;
        QTest::newRow("the earliest of two")
            << delay(domain + "stamp='2025-12-02T00:00:00Z'") + delay(domain + "stamp='2025-12-01T00:00:00Z'")
            << u"2025-12-01T00:00:00.000Z"_s << true;
        QTest::newRow("later than now") << delay(domain + "stamp='2099-12-31T23:59:59Z'") << QString() << true;
        QTest::newRow("before XMPP") << delay(domain + "stamp='1969-12-31T23:59:59Z'") << QString() << false;
        QTest::newRow("no time") << delay(domain + "stamp='yesterday'") << QString() << false;
        QTest::newRow("of the sender") << delay("from='romeo@example.net/o' stamp='2001-02-03T04:05:06Z'") << QString()
                                       << false;
        QTest::newRow("of the sender's server")
            << delay("from='example.net' stamp='2001-02-03T04:05:06Z'") << QString() << false;
        QTest::newRow("of somebody beside the account")
            << delay("from='tybalt@example.org' stamp='2001-02-03T04:05:06Z'") << QString() << false;
        QTest::newRow("of nobody") << delay("stamp='2001-02-03T04:05:06Z'") << QString() << false;
    }
    void usesTheOwnServersDelay()
    {
        QFETCH(const QByteArray, delay);
        QFETCH(const QString, time);
        QFETCH(const bool, isDelayed);
        const auto e = eventOf("<message from='romeo@example.net/o'><body>x</body>" + delay + "</message>");
        QVERIFY(e);
        QCOMPARE(e->delayed, isDelayed);
        QCOMPARE(jsonTime(e->time), time.isEmpty() ? jsonTime(m_now) : time);
    }

    // A carbon that the server held back has the time of the carbon.
    void usesTheDelayOfACarbon()
    {
        QByteArray xml = carbonXml("received", "from='juliet@example.org'",
                                   "<message from='romeo@example.net/o' id='m1'><body>x</body></message>");
        xml.replace("<received ",
                    "<delay xmlns='urn:xmpp:delay' from='example.org' stamp='2025-12-01T00:00:00Z'/>"
                    "<received ");
        const auto e = carbon(xml);
        QVERIFY(e && e->delayed);
        QCOMPARE(jsonTime(e->time), u"2025-12-01T00:00:00.000Z"_s);
    }

    // In whatever form it returns, the account sent it, so all copies are one event.
    void messageToOneselfIsOutgoing_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const QByteArray self = "<message from='juliet@example.org/b' to='juliet@example.org' id='m1' type='chat'>"
                                "<body>note</body></message>";
        QTest::newRow("delivered") << self;
        QTest::newRow("sent carbon") << carbonXml("sent", "from='juliet@example.org'", self);
        QTest::newRow("received carbon") << carbonXml("received", "from='juliet@example.org'", self);
        QTest::newRow("archived") << resultXml({}, self);
    }
    void messageToOneselfIsOutgoing()
    {
        QFETCH(const QByteArray, xml);
        const auto stanza = archived(xml);
        const auto e = stanza ? stanza->event : xml.contains("carbons:2") ? carbon(xml) : eventOf(xml);
        QVERIFY(e);
        QCOMPARE(e->direction, Direction::Out);
        QCOMPARE(e->id, u"m1"_s);
        QCOMPARE(e->to, m_account);
        QCOMPARE(eventJson(*e).value("with"_L1).toString(), u"juliet@example.org"_s);
    }

    void groupchatInCarbonsAndArchiveIsIgnored()
    {
        const QByteArray inner = "<message from='romeo@example.net/o' to='juliet@example.org' type='groupchat' id='m1'>"
                                 "<body>x</body></message>";
        QVERIFY(!carbon(carbonXml("received", "from='juliet@example.org'", inner)));
        QVERIFY(!carbon(carbonXml("sent", "from='juliet@example.org'", inner)));
        QVERIFY(!archived(resultXml({}, inner))->event);
    }

    void readsTombstones_data()
    {
        QTest::addColumn<QByteArray>("tombstone");
        QTest::addColumn<QString>("time");
        QTest::newRow("XEP-0424") << QByteArray(
            "<retracted xmlns='urn:xmpp:message-retract:1' id='r1' stamp='2026-01-01T00:00:00Z'/>")
                                  << u"2026-01-01T00:00:00.000Z"_s;
        QTest::newRow("its version 0") << QByteArray(
            "<retracted xmlns='urn:xmpp:message-retract:0' stamp='2026-01-01T00:00:00Z'/>")
                                       << u"2026-01-01T00:00:00.000Z"_s;
        QTest::newRow("without a time") << QByteArray("<retracted xmlns='urn:xmpp:message-retract:1' id='r1'/>")
                                        << u"2025-12-31T23:59:59.000Z"_s;
    }
    void readsTombstones()
    {
        QFETCH(const QByteArray, tombstone);
        const QByteArray inner = "<message from='romeo@example.net/o' id='m1'><body>gone</body>" + tombstone
            + "</message>";
        const auto stanza = archived(resultXml({}, inner));
        QVERIFY(stanza && stanza->event);
        QCOMPARE(stanza->event->type, EventType::Message);
        QCOMPARE(stanza->event->body, QString());
        QTEST(eventJson(*stanza->event).value("retracted"_L1).toString(), "time");
        QVERIFY(!eventJson(*eventOf(inner)).contains("retracted"_L1)); // the sender adds no such element
    }

    void countsAMissingSenderAsTheOwnServer()
    {
        QCOMPARE(eventOf("<message><body>x</body></message>")->from, m_account);
    }

    void readsReceiptsAndMarkers_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<EventType>("type");
        QTest::addColumn<QString>("id");
        QTest::newRow("receipt") << QByteArray("<received xmlns='urn:xmpp:receipts' id='m1'/>") << EventType::Receipt
                                 << u"m1"_s;
        QTest::newRow("displayed") << QByteArray("<displayed xmlns='urn:xmpp:chat-markers:0' id='m2'/>")
                                   << EventType::Marker << u"m2"_s;
        QTest::newRow("text with a receipt")
            << QByteArray("<body>x</body><received xmlns='urn:xmpp:receipts' id='m1'/>") << EventType::Message
            << u"s"_s;
    }
    void readsReceiptsAndMarkers()
    {
        QFETCH(QByteArray, xml);
        const auto e = eventOf("<message from='a@b/c' id='s' type='chat'>" + xml + "</message>");
        QVERIFY(e);
        QTEST(e->type, "type");
        QTEST(e->id, "id");
        QVERIFY(!eventOf("<message from='a@b/c' id='s' type='error'>" + xml + "</message>"));
        QVERIFY(!eventOf("<message from='a@b/c' id='s' type='groupchat'>" + xml + "</message>"));
    }

    void ignoresReceiptsAndMarkersWithoutId_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("receipt") << QByteArray("<received xmlns='urn:xmpp:receipts'/>");
        QTest::newRow("displayed") << QByteArray("<displayed xmlns='urn:xmpp:chat-markers:0'/>");
        QTest::newRow("another marker") << QByteArray("<acknowledged xmlns='urn:xmpp:chat-markers:0' id='m1'/>");
        QTest::newRow("another namespace") << QByteArray("<received xmlns='urn:xmpp:other' id='m1'/>");
        QTest::newRow("a request for one") << QByteArray("<request xmlns='urn:xmpp:receipts'/>");
    }
    void ignoresReceiptsAndMarkersWithoutId()
    {
        QFETCH(QByteArray, xml);
        QVERIFY(!eventOf("<message from='a@b/c' id='s'>" + xml + "</message>"));
    }

    void acceptsCarbonsOfTheOwnServer()
    {
        const auto in = carbon(
            carbonXml("received", "from='juliet@example.org'",
                      "<message xmlns='jabber:client' from='romeo@example.net/o' to='juliet@example.org/b' "
                      "id='m1'><body>in</body>"
                      "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='s1'/></message>"));
        QVERIFY(in);
        QCOMPARE(in->direction, Direction::In);
        QCOMPARE(in->from.toString(), u"romeo@example.net/o"_s);
        QCOMPARE(in->wireId, QString());
        QCOMPARE(in->stanzaId, u"s1"_s);
        QCOMPARE(in->time, m_now);

        const auto out = carbon(
            carbonXml("sent", "from='juliet@example.org'",
                      "<message from='juliet@example.org/b' to='romeo@example.net' id='m2'><body>out</body>"
                      "<origin-id xmlns='urn:xmpp:sid:0' id='o2'/></message>"));
        QVERIFY(out);
        QCOMPARE(out->direction, Direction::Out);
        QCOMPARE(out->to.toString(), u"romeo@example.net"_s);
        QCOMPARE(out->id, u"o2"_s);
        QCOMPARE(out->wireId, u"m2"_s);
        QCOMPARE(out->body, u"out"_s);
    }

    void originIdMakesTheIdUnique_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<bool>("isUnique");
        QTest::newRow("says so") << QByteArray("<origin-id xmlns='urn:xmpp:sid:0' id='m1'/>") << true;
        QTest::newRow("says so of another") << QByteArray("<origin-id xmlns='urn:xmpp:sid:0' id='m2'/>") << false;
        QTest::newRow("says nothing") << QByteArray() << false;
    }
    void originIdMakesTheIdUnique()
    {
        QFETCH(QByteArray, inside);
        QFETCH(bool, isUnique);
        const auto in = eventOf("<message from='romeo@example.net/o' to='juliet@example.org' id='m1'><body>in</body>"
                                + inside + "</message>");
        QVERIFY(in);
        QCOMPARE(in->isIdUnique, isUnique);
    }

    void rejectsForgedCarbons_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a stranger") << QByteArray("from='evil@example.net'");
        QTest::newRow("a contact") << QByteArray("from='romeo@example.net/o'");
        QTest::newRow("a client of one's own") << QByteArray("from='juliet@example.org/b'");
        QTest::newRow("the domain") << QByteArray("from='example.org'");
        QTest::newRow("one that looks alike") << QByteArray("from='juliet@example.org.example.net'");
        QTest::newRow("nobody") << QByteArray();
    }
    void rejectsForgedCarbons()
    {
        QFETCH(QByteArray, from);
        for (const QByteArray &kind : {QByteArray("sent"), QByteArray("received")})
            QVERIFY(
                !carbon(carbonXml(kind, from, "<message from='juliet@example.org' id='m1'><body>x</body></message>")));
    }

    // Neither the inner message nor the wrapper is accepted as a message.
    void forgedWrapperIsNotAMessage()
    {
        const QByteArray inner = "<message from='juliet@example.org'><body>x</body></message>";
        QVERIFY(!eventOf(carbonXml("received", "from='evil@example.net'", inner)));
        QVERIFY(!eventOf(resultXml("from='evil@example.net'", inner)));
    }

    void ignoresEmptyCarbons()
    {
        QVERIFY(!carbon("<message from='juliet@example.org'><received xmlns='urn:xmpp:carbons:2'/></message>"));
        QVERIFY(!carbon(carbonXml("received", "from='juliet@example.org'", {})));
        QVERIFY(!carbon(
            carbonXml("received", "from='juliet@example.org'", "<message type='error'><body>x</body></message>")));
        QVERIFY(!carbon("<message from='juliet@example.org'><body>x</body></message>"));
    }

    void readsArchiveResults_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("the account") << QByteArray("from='juliet@example.org'");
        QTest::newRow("without a sender") << QByteArray();
    }
    void readsArchiveResults()
    {
        QFETCH(QByteArray, from);
        const auto stanza = archived(
            resultXml(from,
                      "<message from='romeo@example.net/o' id='m1'><body>x</body>"
                      "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='other'/></message>"));
        QVERIFY(stanza);
        QCOMPARE(stanza->queryId, u"q1"_s);
        QCOMPARE(stanza->position.id, u"a1"_s);
        QVERIFY(stanza->event);
        QCOMPARE(stanza->event->stanzaId, u"a1"_s);
        QCOMPARE(stanza->event->direction, Direction::In);
        QCOMPARE(stanza->event->time.toString(Qt::ISODate), u"2025-12-31T23:59:59Z"_s);
        QVERIFY(stanza->event->delayed);
    }

    void detectsOwnMessagesInTheArchive()
    {
        const auto stanza = archived(resultXml(
            {}, "<message from='juliet@example.org/b' to='romeo@example.net' id='m1'><body>x</body></message>"));
        QCOMPARE(stanza->event->direction, Direction::Out);
        QCOMPARE(stanza->event->id, u"m1"_s);
    }

    // It still marks how far the archive was read.
    void unstoredResultHasAPosition()
    {
        const auto stanza = archived(resultXml({}, "<message type='groupchat' from='r@b/n'><body>x</body></message>"));
        QVERIFY(stanza);
        QVERIFY(!stanza->event);
        QCOMPARE(stanza->position.id, u"a1"_s);
    }

    void rejectsForgedResults_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a stranger") << QByteArray("from='evil@example.net'");
        QTest::newRow("a client of one's own") << QByteArray("from='juliet@example.org/b'");
        QTest::newRow("the domain") << QByteArray("from='example.org'");
        QTest::newRow("a room") << QByteArray("from='room@rooms.example.org'");
    }
    void rejectsForgedResults()
    {
        QFETCH(QByteArray, from);
        QVERIFY(!archived(resultXml(from, "<message from='romeo@example.net'><body>x</body></message>")));
    }

    void rejectsResultsWithoutAnId()
    {
        QVERIFY(!archived("<message><result xmlns='urn:xmpp:mam:2' queryid='q1'>"
                          + forwarded("<message from='a@b'><body>x</body></message>") + "</result></message>"));
    }

    void readsSubscriptions_data()
    {
        QTest::addColumn<QByteArray>("type");
        for (const char *type : {"subscribe", "subscribed", "unsubscribe", "unsubscribed"})
            QTest::newRow(type) << QByteArray(type);
    }
    void readsSubscriptions()
    {
        QFETCH(QByteArray, type);
        const auto e = eventFromPresence(parse("<presence type='" + type + "' from='romeo@example.net/o' id='p1'/>"),
                                         m_account, m_now);
        QVERIFY(e);
        QCOMPARE(e->type, EventType::Subscription);
        QCOMPARE(e->body, QString::fromLatin1(type));
        QCOMPARE(e->from.toString(), u"romeo@example.net"_s);
        QCOMPARE(e->to, m_account);
        QCOMPARE(e->id, u"p1"_s);
    }

    void readsTheMembersOfASubscriptionRequest_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<QString>("nick");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &children, const char *nick, const QByteArray &text) {
            QTest::newRow(name) << "subscribe"_ba << children << QString::fromLatin1(nick) << QString::fromLatin1(text);
        };
        const QByteArray nick = "<nick xmlns='http://jabber.org/protocol/nick'> Romeo </nick>";
        row("nothing", "", "", "");
        row("both", nick + "<status>We met at the ball</status>", "Romeo", "We met at the ball");
        row("nick", nick, "Romeo", "");
        row("blank", "<status> \n</status><nick xmlns='http://jabber.org/protocol/nick'/>", "", "");
        row("languages", "<status xml:lang='de'>Hallo</status><status>Hi</status>", "", "Hi");
        row("other namespaces", "<nick>x</nick><status xmlns='x'>y</status>", "", "");
        row("long", "<status>" + QByteArray(5'000, 'x') + "</status>", "", QByteArray(512, 'x'));
        QTest::newRow("an approval") << "subscribed"_ba << nick << QString() << QString();
    }
    void readsTheMembersOfASubscriptionRequest()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, children);
        QFETCH(QString, nick);
        QFETCH(QString, text);
        const auto e = eventFromPresence(
            parse("<presence type='" + type + "' from='romeo@example.net'>" + children + "</presence>"), m_account,
            m_now);
        QVERIFY(e);
        QJsonObject expected;
        if (!nick.isEmpty())
            expected.insert("nick"_L1, nick);
        if (!text.isEmpty())
            expected.insert("text"_L1, text);
        QCOMPARE(QJsonDocument::fromJson(e->content).object(), expected);
        QCOMPARE(e->content.isEmpty(), expected.isEmpty());
    }

    void ignoresOtherPresence_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("available") << QByteArray("<presence from='a@b/c'/>");
        QTest::newRow("unavailable") << QByteArray("<presence type='unavailable' from='a@b/c'/>");
        QTest::newRow("error") << QByteArray("<presence type='error' from='a@b/c'/>");
        QTest::newRow("nobody's") << QByteArray("<presence type='subscribe'/>");
        QTest::newRow("one's own") << QByteArray("<presence type='subscribe' from='juliet@example.org'/>");
        QTest::newRow("message") << QByteArray("<message type='subscribe' from='a@b'/>");
    }
    void ignoresOtherPresence()
    {
        QFETCH(QByteArray, xml);
        QVERIFY(!eventFromPresence(parse(xml), m_account, m_now));
    }

    void readsChatStates()
    {
        const auto chatState = chatStateFromMessage(
            parse("<message from='a@b/c'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"));
        QVERIFY(chatState);
        QCOMPARE(chatState->contact.toString(), u"a@b"_s);
        QCOMPARE(chatState->state, u"composing"_s);
    }

    void ignoresOtherChatStates_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const QByteArray state = "<paused xmlns='http://jabber.org/protocol/chatstates'/>";
        QTest::newRow("none") << QByteArray("<message from='a@b/c'/>");
        QTest::newRow("unknown") << QByteArray(
            "<message from='a@b/c'><dancing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        QTest::newRow("old in the old form")
            << "<message from='a@b/c'><x xmlns='jabber:x:delay' stamp='20251231T23:59:59'/>" + state + "</message>";
        QTest::newRow("old") << "<message from='a@b/c'><delay xmlns='urn:xmpp:delay' stamp='2025-12-31T23:59:59Z'/>"
                + state + "</message>";
        QTest::newRow("bounced") << "<message from='a@b/c' type='error'>" + state + "</message>";
        QTest::newRow("room") << "<message from='a@b/c' type='groupchat'>" + state + "</message>";
        QTest::newRow("nobody's") << "<message>" + state + "</message>";
    }
    void ignoresOtherChatStates()
    {
        QFETCH(QByteArray, xml);
        QVERIFY(!chatStateFromMessage(parse(xml)));
    }

    void detectsBounces()
    {
        const auto bounce = bounceFromMessage(
            parse("<message type='error' id='m1' from='a@b/c'><body>x</body></message>"), m_account);
        QVERIFY(bounce);
        QCOMPARE(bounce->account, m_account);
        QCOMPARE(bounce->id, u"m1"_s);
        QCOMPARE(bounce->from.toString(), u"a@b/c"_s);
        QCOMPARE(bounce->condition, u"undefined-condition"_s);
        QCOMPARE(bounce->text, QString());
        QVERIFY(!bounceFromMessage(parse("<message id='m1' from='a@b/c'/>"), m_account));
        QVERIFY(!bounceFromMessage(parse("<message type='error' from='a@b/c'/>"), m_account));
        QVERIFY(!bounceFromMessage(parse("<message type='error' id='m1' from=''/>"), m_account));
    }

    void bounceContainsTheReason()
    {
        const QByteArray text(maxBounceText - 1, 'x');
        const QByteArray xml = "<message type='error' id='m1'><error type='cancel'><gone xmlns='other'/>"
                               "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                               "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'> "
            + text + "\xF0\x9F\x98\x80 " + "</text></error></message>";
        const auto bounce = bounceFromMessage(parse(xml), m_account);
        QVERIFY(bounce);
        QCOMPARE(bounce->from, m_account);
        QCOMPARE(bounce->condition, u"remote-server-not-found"_s);
        QCOMPARE(bounce->text, QString::fromLatin1(text)); // no half of a surrogate pair
    }

    void archiveResultsIncludeBouncesAndOwnMessages()
    {
        const auto archived = [this](const QByteArray &message) {
            return archivedStanzaFrom(
                parse("<message from='" + m_account.toString().toUtf8()
                      + "'><result xmlns='urn:xmpp:mam:2' id='p1'><forwarded xmlns='urn:xmpp:forward:0'>" + message
                      + "</forwarded></result></message>"),
                m_account, m_now);
        };
        const QByteArray own = m_account.toString().toUtf8();
        const auto bounced = archived("<message xmlns='jabber:client' type='error' id='m1' from='a@b' to='" + own
                                      + "'><error type='cancel'><service-unavailable"
                                        " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QVERIFY(bounced && bounced->bounce);
        QVERIFY(!bounced->event);
        QCOMPARE(bounced->bounce->condition, u"service-unavailable"_s);
        QCOMPARE(bounced->bounce->from.toString(), u"a@b"_s);
        QCOMPARE(bounced->ownId, QString());
        const auto marker = archived("<message xmlns='jabber:client' type='chat' id='k1' to='a@b' from='" + own
                                     + "/x'><displayed xmlns='urn:xmpp:chat-markers:0' id='m9'/></message>");
        QVERIFY(marker);
        QVERIFY(!marker->bounce);
        QCOMPARE(marker->ownId, u"k1"_s);
    }
};

QTEST_GUILESS_MAIN(tst_StanzaCodec)
#include "tst_stanzacodec.moc"
