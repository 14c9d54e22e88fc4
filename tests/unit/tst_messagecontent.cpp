// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"
#include "shared/legacytext.h"
#include "xmpp/messagetext.h"
#include "xmpp/sharedfiles.h"
#include "xmpp/stanzacodec.h"

#include <QDomDocument>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// A message's content besides its text, as clients of /v1 and of the legacy API receive it.
class tst_MessageContent : public QObject
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);
    const QDateTime m_now = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);

    QDomDocument m_document;

    std::optional<Event> read(const QByteArray &message)
    {
        m_document.setContent("<s xmlns='jabber:client'>" + message + "</s>",
                              QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                  | QDomDocument::ParseOption::PreserveSpacingOnlyNodes);
        return eventFromMessage(m_document.documentElement().firstChildElement(), m_account, m_now);
    }

    // A message from Romeo with these children.
    std::optional<Event> eventOf(const QByteArray &children, const QByteArray &attributes = "type='chat' id='m1'")
    {
        return read("<message from='romeo@example.net/o' to='juliet@example.org' " + attributes + ">" + children
                    + "</message>");
    }

    // The members that plain texts do not have.
    static QJsonObject special(const Event &event)
    {
        QJsonObject json = eventJson(event);
        for (const auto name : {"seq"_L1, "type"_L1, "time"_L1, "from"_L1, "to"_L1, "id"_L1, "stanza_id"_L1, "body"_L1,
                                "thread"_L1, "direction"_L1, "with"_L1, "kind"_L1, "ref"_L1})
            json.remove(name);
        return json;
    }

    static QString text(const QJsonObject &object)
    {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }

    // JSON members, written with apostrophes as quotation marks, in normalised form.
    static QString normalized(QByteArray json)
    {
        return text(QJsonDocument::fromJson(json.replace('\'', '"')).object());
    }

    static void addRow(const char *name, const QByteArray &children, EventType type, const QString &body,
                       const QByteArray &members)
    {
        QTest::newRow(name) << children << type << body << members;
    }
    static void addColumns()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<EventType>("type");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QByteArray>("members");
    }
    void compare()
    {
        QFETCH(const QByteArray, children);
        QFETCH(const QByteArray, members);
        const auto e = eventOf(children);
        QVERIFY(e);
        QTEST(e->type, "type");
        QTEST(e->body, "body");
        QCOMPARE(eventJson(*e).value("body"_L1).isNull(), e->body.isEmpty());
        QCOMPARE(text(special(*e)), normalized(members));
    }

private Q_SLOTS:
    void aPlainTextHasNoContent()
    {
        const auto e = eventOf("<body>x</body><request xmlns='urn:xmpp:receipts'/><markable "
                               "xmlns='urn:xmpp:chat-markers:0'/><origin-id xmlns='urn:xmpp:sid:0' id='m1'/><active "
                               "xmlns='http://jabber.org/protocol/chatstates'/>");
        QVERIFY(e);
        QCOMPARE(e->content, QByteArray());
        const QJsonObject json = eventJson(*e);
        QCOMPARE(json.value("with"_L1).toString(), u"romeo@example.net"_s);
        QCOMPARE(json.value("kind"_L1).toString(), u"chat"_s);
        QCOMPARE(json.value("ref"_L1).toString(), u"m1"_s);
        QVERIFY(eventJson(*eventOf("<body>x</body>", "type='chat'")).value("ref"_L1).isNull());
    }

    void anOriginIdIsTheRef()
    {
        const auto e = eventOf("<body>x</body><origin-id xmlns='urn:xmpp:sid:0' id='o1'/>");
        QVERIFY(e);
        QCOMPARE(e->id, u"m1"_s);
        QCOMPARE(eventJson(*e).value("ref"_L1).toString(), u"o1"_s);
    }

    void readsTexts_data()
    {
        addColumns();
        addRow("subject", "<subject>s</subject>", EventType::Message, {}, "{'subject': 's'}");
        addRow("subject and body", "<subject>s</subject><body>b</body>", EventType::Message, u"b"_s,
               "{'subject': 's'}");
        addRow("empty subject", "<subject/><body>b</body>", EventType::Message, u"b"_s, "{}");
        addRow("language", "<body xml:lang='cs'>b</body>", EventType::Message, u"b"_s, "{'lang': 'cs'}");
        addRow("spoiler", "<spoiler xmlns='urn:xmpp:spoiler:0'>the end</spoiler><body>b</body>", EventType::Message,
               u"b"_s, "{'spoiler': 'the end'}");
        addRow("spoiler without a hint", "<spoiler xmlns='urn:xmpp:spoiler:0'/><body>b</body>", EventType::Message,
               u"b"_s, "{'spoiler': ''}");
        addRow("unstyled", "<body>*b*</body><unstyled xmlns='urn:xmpp:styling:0'/>", EventType::Message, u"*b*"_s,
               "{'unstyled': true}");
        addRow("XHTML beside text",
               "<body>b</body><html xmlns='http://jabber.org/protocol/xhtml-im'><body "
               "xmlns='http://www.w3.org/1999/xhtml'><p>x</p></body></html>",
               EventType::Message, u"b"_s, "{}");
        addRow("only XHTML",
               "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
               "<p>only <b>xhtml</b></p><p>of two<br/>lines</p></body></html>",
               EventType::Message, u"only xhtml\nof two\nlines"_s, "{}");
        addRow("what nobody knows",
               "<body>b</body><nick xmlns='http://jabber.org/protocol/nick'>n</nick><a xmlns='u:a'/><b xmlns='u:a'/>",
               EventType::Message, u"b"_s, "{'extensions': ['http://jabber.org/protocol/nick', 'u:a']}");
        addRow("json",
               "<payload xmlns='urn:xmpp:json-msg:0' datatype='urn:t'><json xmlns='urn:xmpp:json:0'>{\"a\": "
               "[1]}</json></payload>",
               EventType::Message, {}, "{'json': {'type': 'urn:t', 'data': {'a': [1]}}}");
        addRow("what is no json",
               "<body>b</body><payload xmlns='urn:xmpp:json-msg:0'><json xmlns='urn:xmpp:json:0'>{</json></payload>",
               EventType::Message, u"b"_s, "{}");
    }
    void readsTexts() { compare(); }

    void readsFiles_data()
    {
        addColumns();
        const QByteArray url = "https://upload.example.org/a.jpg";
        const QByteArray oob = "<x xmlns='jabber:x:oob'><url>" + url + "</url></x>";
        const QByteArray bare = "{'files': [{'url': 'https://upload.example.org/a.jpg', 'name': 'a.jpg'}]}";
        addRow("out of band, the body its URL", "<body>" + url + "</body>" + oob, EventType::Message, {}, bare);
        addRow("out of band", oob, EventType::Message, {}, bare);
        addRow("out of band beside a text", "<body>look</body>" + oob, EventType::Message, u"look"_s, bare);
        addRow("out of band with a description",
               "<x xmlns='jabber:x:oob'><url>https://example.org/</url><desc>d</desc></x>", EventType::Message, {},
               "{'files': [{'url': 'https://example.org/', 'desc': 'd'}]}");
        addRow("one with a key", "<x xmlns='jabber:x:oob'><url>aesgcm://example.org/b.jpg#0123</url></x>",
               EventType::Message, {}, "{'files': [{'url': 'aesgcm://example.org/b.jpg#0123', 'name': 'b.jpg'}]}");
        addRow("what is no address of a file",
               "<body>b</body><x xmlns='jabber:x:oob'><url>javascript:alert(1)</url></x>", EventType::Message, u"b"_s,
               "{}");

        const QByteArray metadata =
            "<media-type>image/jpeg</media-type><name>summit.jpg</name><size>3032449</size><width>4096</width>"
            "<height>2160</height><length>63500</length><desc>d</desc>"
            "<hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash>"
            "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash>"
            "<thumbnail xmlns='urn:xmpp:thumbs:1' uri='data:image/png;base64,AAAA' media-type='image/png'/>";
        const QByteArray known =
            "'type': 'image/jpeg', 'name': 'summit.jpg', 'size': 3032449, 'width': 4096, 'height': 2160, 'duration': "
            "63.5, 'desc': 'd', 'hash': {'sha-256': '2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU='}, 'thumbnail': "
            "'data:image/png;base64,AAAA'";
        const QByteArray sharing = "<file-sharing xmlns='urn:xmpp:sfs:0' disposition='inline'>"
                                   "<file xmlns='urn:xmpp:file:metadata:0'>"
            + metadata + "</file><sources><url-data xmlns='http://jabber.org/protocol/url-data' target='" + url
            + "'/></sources></file-sharing>";
        const QByteArray shared = "{'files': [{'url': '" + url + "', 'inline': true, " + known + "}]}";
        addRow("stateless sharing",
               "<body>" + url + " </body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:sfs:0'><body/></fallback>"
                   + sharing + oob,
               EventType::Message, {}, shared);
        addRow("stateless sharing without a body", sharing, EventType::Message, {}, shared);
        addRow(
            "one that cannot be fetched",
            "<body>get it elsewhere</body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:sfs:0'/>"
            "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><name>n</name><size>-1</size>"
            "</file></file-sharing>",
            EventType::Message, u"get it elsewhere"_s, "{'files': [{'url': null, 'name': 'n'}]}");
        addRow("media sharing",
               "<body>" + url
                   + "</body><reference xmlns='urn:xmpp:reference:0' begin='0' end='31' type='data'><media-sharing "
                     "xmlns='urn:xmpp:sims:1'><file xmlns='urn:xmpp:jingle:apps:file-transfer:5'>"
                   + metadata + "</file><sources><reference xmlns='urn:xmpp:reference:0' type='data' uri='" + url
                   + "'/></sources></media-sharing></reference>",
               EventType::Message, {}, "{'files': [{'url': '" + url + "', " + known + "}]}");
    }
    void readsFiles() { compare(); }

    void filesAreLimited()
    {
        QByteArray many;
        for (int i = 0; i < 30; ++i)
            many += "<x xmlns='jabber:x:oob'><url>https://example.org/" + QByteArray::number(i) + "</url></x>";
        QCOMPARE(special(*eventOf(many)).value("files"_L1).toArray().size(), maxFilesOfMessage);
    }

    void readsReplies_data()
    {
        addColumns();
        const QByteArray reply = "<reply xmlns='urn:xmpp:reply:0' to='juliet@example.org/b' id='m0'/>";
        const auto fallback = [](const QByteArray &inside) {
            return "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>" + inside + "</fallback>";
        };
        const auto json = [](const QByteArray &quote) {
            return "{'reply_to': {'ref': 'm0', 'from': 'juliet@example.org/b', 'seq': null, 'quote': " + quote + "}}";
        };
        const QByteArray body = "<body>> plain chat\nwe agree</body>";
        const QString whole = u"> plain chat\nwe agree"_s;
        addRow("with a quote", body + reply + fallback("<body start='0' end='13'/>"), EventType::Message, u"we agree"_s,
               json("\"plain chat\""));
        addRow("without one", body + reply, EventType::Message, whole, json("null"));
        addRow("counted in code points", "<body>> 👍🏽\n👍</body>" + reply + fallback("<body start='0' end='5'/>"),
               EventType::Message, u"👍"_s, json("\"👍🏽\""));
        addRow("nothing but a quote", body + reply + fallback("<body/>"), EventType::Message, {},
               json("\"plain chat\\nwe agree\""));
        for (const char *invalid : {"start='0' end='999'", "start='13' end='0'", "start='-1' end='3'",
                                    "start='a' end='b'", "start='0'", "end='99999999999999999999'"})
            addRow(invalid, body + reply + fallback("<body " + QByteArray(invalid) + "/>"), EventType::Message, whole,
                   json("null"));
        addRow("a fallback for something else",
               body + reply + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:other'><body/></fallback>",
               EventType::Message, whole, json("null"));
        addRow("a fallback for nobody knows what", body + "<fallback xmlns='urn:xmpp:fallback:0'><body/></fallback>",
               EventType::Message, whole, "{}");
        addRow("to nothing", "<body>b</body><reply xmlns='urn:xmpp:reply:0'/>", EventType::Message, u"b"_s, "{}");
    }
    void readsReplies() { compare(); }

    void readsMentions_data()
    {
        addColumns();
        const auto mention = [](const QByteArray &attributes) {
            return "<reference xmlns='urn:xmpp:reference:0' type='mention' " + attributes + "/>";
        };
        addRow("another", "<body>hello nurse</body>" + mention("uri='xmpp:nurse@example.org' begin='6' end='11'"),
               EventType::Message, u"hello nurse"_s,
               "{'mentions': [{'jid': 'nurse@example.org', 'begin': 6, 'end': 11}]}");
        addRow("the account", "<body>hello</body>" + mention("uri='xmpp:juliet@example.org?message'"),
               EventType::Message, u"hello"_s, "{'mentions': [{'jid': 'juliet@example.org'}], 'mentions_me': true}");
        addRow("behind a quote",
               "<body>> 👍\n👍 nurse</body>" + mention("uri='xmpp:nurse@example.org' begin='6' end='11'")
                   + "<reply xmlns='urn:xmpp:reply:0' id='m0'/><fallback xmlns='urn:xmpp:fallback:0' "
                     "for='urn:xmpp:reply:0'><body start='0' end='4'/></fallback>",
               EventType::Message, u"👍 nurse"_s,
               "{'mentions': [{'jid': 'nurse@example.org', 'begin': 2, 'end': 7}], 'reply_to': {'ref': 'm0', 'from': "
               "null, 'seq': null, 'quote': '👍'}}");
        addRow("in what is removed",
               "<body>> nurse\nyes</body>" + mention("uri='xmpp:nurse@example.org' begin='2' end='7'")
                   + "<reply xmlns='urn:xmpp:reply:0' id='m0'/><fallback xmlns='urn:xmpp:fallback:0' "
                     "for='urn:xmpp:reply:0'><body start='0' end='8'/></fallback>",
               EventType::Message, u"yes"_s,
               "{'reply_to': {'ref': 'm0', 'from': null, 'seq': null, 'quote': 'nurse'}}");
        addRow("nobody", "<body>b</body>" + mention("uri='https://example.org/'") + mention({}), EventType::Message,
               u"b"_s, "{}");
    }
    void readsMentions() { compare(); }

    void readsEncryption_data()
    {
        addColumns();
        const auto hint = [](const QByteArray &attributes) {
            return "<encryption xmlns='urn:xmpp:eme:0' " + attributes + "/>";
        };
        const QByteArray omemo = "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/><payload>AA"
                                 "</payload></encrypted>";
        const QByteArray isOmemo = "{'encryption': 'OMEMO'}";
        addRow("OMEMO with a text for others",
               "<body>cannot read</body>" + omemo + hint("namespace='eu.siacs.conversations.axolotl' name='OMEMO'"),
               EventType::Message, {}, isOmemo);
        addRow("OMEMO without a hint", omemo, EventType::Message, {}, isOmemo);
        addRow("OMEMO 2", "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'/><payload>AA</payload></encrypted>",
               EventType::Message, {}, isOmemo);
        addRow("OpenPGP of old", "<body>encrypted</body><x xmlns='jabber:x:encrypted'>hQ</x>", EventType::Message, {},
               "{'encryption': 'Legacy OpenPGP'}");
        addRow("OpenPGP", "<openpgp xmlns='urn:xmpp:openpgp:0'>hQ</openpgp>", EventType::Message, {},
               "{'encryption': 'OpenPGP for XMPP'}");
        addRow("OTR", "<body>?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAADA</body>", EventType::Message, {},
               "{'encryption': 'OTR'}");
        addRow("OTR asked for", "<body>?OTRv23?</body>" + hint("namespace='urn:xmpp:otr:0'"), EventType::Message, {},
               "{'encryption': 'OTR'}");
        addRow("words about OTR", "<body>?OTR is old</body>", EventType::Message, u"?OTR is old"_s, "{}");
        addRow("of another kind",
               "<body>cannot read</body><secret xmlns='u:secret'/>" + hint("namespace='u:secret' name='Secret'"),
               EventType::Message, {}, "{'encryption': 'Secret', 'extensions': ['u:secret']}");
        addRow("a correction of it", omemo + "<replace xmlns='urn:xmpp:message-correct:0' id='m0'/>",
               EventType::Correction, {},
               "{'encryption': 'OMEMO', 'about': {'ref': 'm0', 'id': 'm0', 'seq': null}, 'verified': false}");
    }
    void readsEncryption() { compare(); }

    // They would otherwise become messages without content.
    void keyExchangeHasNoContent_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::newRow("OMEMO") << QByteArray(
            "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted>");
        QTest::newRow("OMEMO with a text for others") << QByteArray(
            "<body>cannot read</body><encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/>"
            "</encrypted><encryption xmlns='urn:xmpp:eme:0' namespace='eu.siacs.conversations.axolotl'/>");
        QTest::newRow("OMEMO 2") << QByteArray("<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'/></encrypted>");
        QTest::newRow("OTR") << QByteArray("<body>?OTR:AAMKJ+MVmQ</body>");
        QTest::newRow("only a hint") << QByteArray("<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>");
    }
    void keyExchangeHasNoContent()
    {
        QFETCH(const QByteArray, children);
        QVERIFY(!eventOf(children));
        // Other content beside them is kept.
        const auto receipt = eventOf(children + "<received xmlns='urn:xmpp:receipts' id='m0'/>");
        QVERIFY(receipt);
        QCOMPARE(receipt->type, EventType::Receipt);
    }

    void readsActionsOnOtherMessages_data()
    {
        addColumns();
        const QByteArray about = "'about': {'ref': 'm0', 'id': 'm0', 'seq': null}, 'verified': false";
        addRow("correction", "<body>better</body><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>",
               EventType::Correction, u"better"_s, "{" + about + "}");
        addRow("correction to nothing", "<body/><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>",
               EventType::Correction, {}, "{" + about + "}");
        addRow("correction of nothing", "<body>new</body><replace xmlns='urn:xmpp:message-correct:0'/>",
               EventType::Message, u"new"_s, "{}");
        const QByteArray taken = "{" + about + ", 'by': null, 'reason': null}";
        const QByteArray retract = "<retract xmlns='urn:xmpp:message-retract:1' id='m0'/>";
        addRow("retraction", retract, EventType::Retraction, {}, taken);
        addRow("retraction with a fallback",
               retract + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/><body>cannot</body>",
               EventType::Retraction, {}, taken);
        addRow("retraction with a fallback for anything",
               retract + "<fallback xmlns='urn:xmpp:fallback:0'/><body>cannot</body>", EventType::Retraction, {},
               taken);
        addRow("retraction of version 0",
               "<apply-to xmlns='urn:xmpp:fasten:0' id='m0'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>",
               EventType::Retraction, {}, taken);
        addRow("retraction by somebody who is no moderator",
               "<retract xmlns='urn:xmpp:message-retract:1' id='m0'><moderated xmlns='urn:xmpp:message-moderate:1' "
               "by='boss@example.net'/><reason>r</reason></retract>",
               EventType::Retraction, {}, "{" + about + ", 'by': null, 'reason': 'r'}");
        const auto reactions = [](const QByteArray &inside) {
            return "<reactions xmlns='urn:xmpp:reactions:0' id='m0'>" + inside + "</reactions>";
        };
        addRow("reaction",
               reactions("<reaction>👍</reaction><reaction>🎉</reaction><reaction>👍</reaction><reaction/>"),
               EventType::Reaction, {}, "{" + about + ", 'emojis': ['👍', '🎉']}");
        addRow("reaction taken back", reactions({}), EventType::Reaction, {}, "{" + about + ", 'emojis': []}");
        addRow("reaction with a fallback",
               "<body>> plain\n👍</body>" + reactions("<reaction>👍</reaction>")
                   + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reactions:0'><body/></fallback>",
               EventType::Reaction, {}, "{" + about + ", 'emojis': ['👍']}");
    }
    void readsActionsOnOtherMessages() { compare(); }

    void reactionsAreLimited()
    {
        QByteArray many;
        for (int i = 0; i < 100; ++i)
            many += "<reaction>" + QByteArray::number(i) + "</reaction>";
        many.prepend("<reaction>" + QByteArray(1'000, 'x') + "</reaction>");
        const auto e = eventOf("<reactions xmlns='urn:xmpp:reactions:0' id='m0'>" + many + "</reactions>");
        const QJsonArray emojis = special(*e).value("emojis"_L1).toArray();
        QCOMPARE(emojis.size(), 20);
        QCOMPARE(emojis.first().toString(), u"0"_s);
    }

    void receiptsReferToTheirMessage()
    {
        const auto e = eventOf("<received xmlns='urn:xmpp:receipts' id='m0'/>");
        QCOMPARE(text(special(*e)), normalized("{'about': {'ref': 'm0', 'id': 'm0', 'seq': null}}"));
        QVERIFY(eventJson(*e).value("ref"_L1).isNull());
    }

    void readsADirectInvitation()
    {
        const auto e = eventOf("<x xmlns='jabber:x:conference' jid='room@rooms.example.org' password='cauldron' "
                               "reason='Hey'/>");
        QVERIFY(e);
        QCOMPARE(e->type, EventType::Invitation);
        const QJsonObject json = eventJson(*e);
        QCOMPARE(json.value("with"_L1).toString(), u"room@rooms.example.org"_s);
        QCOMPARE(json.value("from"_L1).toString(), u"romeo@example.net/o"_s);
        QCOMPARE(json.value("reason"_L1).toString(), u"Hey"_s);
        QVERIFY(!text(json).contains(u"cauldron"_s));
        QVERIFY(!eventOf("<x xmlns='jabber:x:conference' jid='no room'/>"));
        QVERIFY(!eventOf("<x xmlns='jabber:x:conference'/>"));
    }

    void readsMediatedInvitation()
    {
        const QByteArray invite = "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='crone@example.net/d'>"
                                  "<reason>Hey</reason></invite><password>cauldron</password></x>";
        const auto e = read("<message from='room@rooms.example.org' to='juliet@example.org'>" + invite + "</message>");
        QVERIFY(e);
        QCOMPARE(e->type, EventType::Invitation);
        const QJsonObject json = eventJson(*e);
        QCOMPARE(json.value("with"_L1).toString(), u"room@rooms.example.org"_s);
        QCOMPARE(json.value("from"_L1).toString(), u"crone@example.net/d"_s);
        QCOMPARE(json.value("reason"_L1).toString(), u"Hey"_s);
        QVERIFY(!text(json).contains(u"cauldron"_s));
        QVERIFY(!eventOf(invite)); // a client is not a room
    }

    void readsAPrivateMessageOfARoom()
    {
        const QByteArray user = "<x xmlns='http://jabber.org/protocol/muc#user'/>";
        const auto e = read(
            "<message from='room@rooms.example.org/Nurse' to='juliet@example.org/b' type='chat' id='m1'>"
            "<body>psst</body>"
            + user + "</message>");
        QVERIFY(e);
        const QJsonObject json = eventJson(*e);
        QCOMPARE(json.value("kind"_L1).toString(), u"private"_s);
        QCOMPARE(json.value("with"_L1).toString(), u"room@rooms.example.org/Nurse"_s);
        QCOMPARE(json.value("nick"_L1).toString(), u"Nurse"_s);
        QVERIFY(!legacyText(*e));
    }

    void readsAPrivateMessageThatAnotherClientSent()
    {
        m_document.setContent(
            QByteArray(
                "<message xmlns='jabber:client' from='juliet@example.org'><sent xmlns='urn:xmpp:carbons:2'>"
                "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='juliet@example.org/b' "
                "to='room@rooms.example.org/Nurse' type='chat' id='m1'><body>psst</body>"
                "<x xmlns='http://jabber.org/protocol/muc#user'/></message></forwarded></sent></message>"),
            QDomDocument::ParseOption::UseNamespaceProcessing);
        const auto e = eventFromCarbon(m_document.documentElement(), m_account, m_now);
        QVERIFY(e);
        QCOMPARE(eventJson(*e).value("kind"_L1).toString(), u"private"_s);
        QCOMPARE(eventJson(*e).value("with"_L1).toString(), u"room@rooms.example.org/Nurse"_s);
    }

    void readsAMarkerOfAPrivateMessage()
    {
        const auto e = read("<message from='room@rooms.example.org/Nurse' to='juliet@example.org/b' type='chat'>"
                            "<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/>"
                            "<x xmlns='http://jabber.org/protocol/muc#user'/></message>");
        QVERIFY(e);
        QCOMPARE(e->type, EventType::Marker);
        const QJsonObject json = eventJson(*e);
        QCOMPARE(json.value("kind"_L1).toString(), u"private"_s);
        QCOMPARE(json.value("with"_L1).toString(), u"room@rooms.example.org/Nurse"_s);
    }

    void allTypesExceptGroupchatAndErrorAreMessages_data()
    {
        QTest::addColumn<QByteArray>("type");
        for (const char *type : {"", "normal", "chat", "headline", "fancy"})
            QTest::newRow(type) << QByteArray(type);
    }
    void allTypesExceptGroupchatAndErrorAreMessages()
    {
        QFETCH(const QByteArray, type);
        const auto e = eventOf("<body>b</body>", type.isEmpty() ? "id='m1'" : "id='m1' type='" + type + "'");
        QVERIFY(e);
        QCOMPARE(e->type, EventType::Message);
    }

    void legacyClientsGetText_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<QString>("text"); // empty: no message
        const QByteArray omemo = "<encrypted xmlns='urn:xmpp:omemo:2'><header/><payload>AA</payload></encrypted>";
        QTest::newRow("text") << QByteArray("<body>b</body>") << u"b"_s;
        QTest::newRow("subject") << QByteArray("<subject>s</subject>") << u"s"_s;
        QTest::newRow("subject and text") << QByteArray("<subject>s</subject><body>b</body>") << u"s\nb"_s;
        QTest::newRow("files") << QByteArray("<x xmlns='jabber:x:oob'><url>https://example.org/a</url></x>"
                                             "<x xmlns='jabber:x:oob'><url>https://example.org/b</url></x>")
                               << u"https://example.org/a\nhttps://example.org/b"_s;
        QTest::newRow("files beside a text")
            << QByteArray("<body>look</body><x xmlns='jabber:x:oob'><url>https://example.org/a</url></x>") << u"look"_s;
        QTest::newRow("encrypted") << omemo << u"[encrypted message]"_s;
        QTest::newRow("encrypted with a text for others") << "<body>cannot read</body>" + omemo << u"cannot read"_s;
        QTest::newRow("OTR") << QByteArray("<body>?OTR:AAMDJ+MVmSfjFZcAAAAA</body>") << u"[encrypted message]"_s;
        QTest::newRow("correction") << QByteArray(
            "<body>better</body><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>")
                                    << u"better"_s;
        QTest::newRow("reaction") << QByteArray(
            "<body>b</body><reactions xmlns='urn:xmpp:reactions:0' id='m0'><reaction>👍</reaction></reactions>")
                                  << QString();
        QTest::newRow("retraction") << QByteArray("<retract xmlns='urn:xmpp:message-retract:1' id='m0'/>") << QString();
        QTest::newRow("invitation") << QByteArray(
            "<body>come</body><x xmlns='jabber:x:conference' jid='room@rooms.example.org'/>")
                                    << QString();
        QTest::newRow("receipt") << QByteArray("<received xmlns='urn:xmpp:receipts' id='m0'/>") << QString();
    }
    void legacyClientsGetText()
    {
        QFETCH(const QByteArray, children);
        const auto e = eventOf(children);
        QVERIFY(e);
        QTEST(legacyText(*e).value_or(QString()), "text");
    }

    void legacyClientsGetNothingOfSkippedMessages()
    {
        Event e = *eventOf("<body>b</body>");
        e.body.clear();
        e.content = "{\"left_out\": {\"reason\": \"too-large\", \"bytes\": 2000000}}";
        QCOMPARE(legacyText(e), u"[message too large]"_s);
        e.content = "{\"retracted\": \"2026-01-01T00:00:00.000Z\"}";
        QVERIFY(!legacyText(e));
        e = *eventOf("<body>b</body>");
        e.direction = Direction::Out;
        e.to = Jid::fromServer(u"romeo@example.net"_s);
        QVERIFY(!legacyText(e));
        e.to = m_account;
        QCOMPARE(legacyText(e), u"b"_s); // a note to oneself
    }
};

QTEST_GUILESS_MAIN(tst_MessageContent)
#include "tst_messagecontent.moc"
