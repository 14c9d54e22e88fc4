// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"
#include "xmpp/entitycapabilities.h"
#include "xmpp/iqresponder.h"
#include "xmpp/stanzacodec.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

static QDomElement parse(const QByteArray &xml)
{
    QDomDocument document;
    document.setContent("<s xmlns='jabber:client'>" + xml + "</s>", QDomDocument::ParseOption::UseNamespaceProcessing);
    return document.documentElement().firstChildElement();
}

static QByteArray written(const IqAnswer &answer)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    answer.toXml(&writer);
    return xml;
}

// The answers to other entities' requests.
class tst_IqResponder : public QObject
{
    Q_OBJECT

private:
    static std::optional<std::chrono::seconds> lastActivity(const Jid &requester)
    {
        return requester.bare().toString() == "romeo@example.org"_L1 ? std::optional(903s) : std::nullopt;
    }

    static QDomElement answer(const QByteArray &request)
    {
        const auto answer = answerToRequest(parse(request), &lastActivity);
        return answer ? parse(written(*answer)) : QDomElement();
    }

    static QDomElement answerTo(const QByteArray &payload, const QByteArray &type = "get")
    {
        return answer("<iq from='romeo@example.org/x' to='juliet@example.org/y' id='q1' type='" + type + "'>" + payload
                      + "</iq>");
    }

    static QStringList features(const QDomElement &query)
    {
        QStringList features;
        for (auto child = query.firstChildElement(u"feature"_s); !child.isNull();
             child = child.nextSiblingElement(u"feature"_s))
            features += child.attribute(u"var"_s);
        return features;
    }

    static QStringList announced()
    {
        return features(answerTo("<query xmlns='http://jabber.org/protocol/disco#info'/>").firstChildElement());
    }

    static std::optional<Event> messageWith(const QByteArray &payload)
    {
        return eventFromMessage(
            parse("<message from='romeo@example.org/x' id='m1' type='chat'>" + payload + "</message>"),
            Jid::fromServer(u"juliet@example.org"_s), QDateTime::currentDateTimeUtc());
    }

private Q_SLOTS:
    void answerIsAddressedToTheRequester()
    {
        const QDomElement pong = answerTo("<ping xmlns='urn:xmpp:ping'/>");
        QCOMPARE(pong.attribute(u"type"_s), u"result"_s);
        QCOMPARE(pong.attribute(u"id"_s), u"q1"_s);
        QCOMPARE(pong.attribute(u"to"_s), u"romeo@example.org/x"_s);
        QVERIFY(pong.firstChildElement().isNull());
        // From the account's own server.
        const QDomElement own = answer("<iq id='q2' type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
        QCOMPARE(own.attribute(u"type"_s), u"result"_s);
        QVERIFY(!own.hasAttribute(u"to"_s));
    }

    void unknownRequestsGetErrors_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("condition");
        const auto row = [](const char *name, const char *type, const char *payload, const char *condition) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(payload) << QByteArray(condition);
        };
        row("empty get", "get", "", "bad-request");
        row("empty set", "set", " ", "bad-request");
        row("two children", "get", "<a xmlns='urn:a'/><b xmlns='urn:b'/>", "bad-request");
        row("two known ones", "get", "<ping xmlns='urn:xmpp:ping'/><ping xmlns='urn:xmpp:ping'/>", "bad-request");
        row("no type", "", "<ping xmlns='urn:xmpp:ping'/>", "bad-request");
        row("unknown type", "subscribe", "<ping xmlns='urn:xmpp:ping'/>", "bad-request");
        row("unknown get", "get", "<query xmlns='urn:example:unknown'/>", "service-unavailable");
        row("unknown set", "set", "<query xmlns='urn:example:unknown'/>", "service-unavailable");
        row("set of what is only told", "set", "<query xmlns='jabber:iq:version'/>", "service-unavailable");
        row("other name", "get", "<pong xmlns='urn:xmpp:ping'/>", "service-unavailable");
        row("unknown node", "get",
            "<query xmlns='http://jabber.org/protocol/disco#info' node='urn:example:no-such-node'/>", "item-not-found");
        row("an old version", "get",
            "<query xmlns='http://jabber.org/protocol/disco#info' node='urn:webjabber:webjabberd#old'/>",
            "item-not-found");
        row("commands", "get",
            "<query xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/>",
            "item-not-found");
        row("bind", "set", "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>", "service-unavailable");
        row("a roster push", "set", "<query xmlns='jabber:iq:roster'><item jid='king@example.org'/></query>",
            "service-unavailable");
        row("the roster", "get", "<query xmlns='jabber:iq:roster'/>", "service-unavailable");
        row("vCard", "get", "<vCard xmlns='vcard-temp'/>", "service-unavailable");
        row("privacy lists", "get", "<query xmlns='jabber:iq:privacy'/>", "service-unavailable");
        row("file transfer", "set", "<si xmlns='http://jabber.org/protocol/si' id='a0'/>", "service-unavailable");
        row("byte stream", "set", "<open xmlns='http://jabber.org/protocol/ibb' sid='s' block-size='4096'/>",
            "service-unavailable");
        row("call", "set", "<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='s'/>",
            "service-unavailable");
        row("HTTP authentication", "get", "<confirm xmlns='http://jabber.org/protocol/http-auth' id='a7'/>",
            "service-unavailable");
    }
    void unknownRequestsGetErrors()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, condition);
        const QDomElement iq = answer("<iq from='romeo@example.org/x' id='q1'"
                                      + (type.isEmpty() ? QByteArray() : " type='" + type + '\'') + '>' + payload
                                      + "</iq>");
        QCOMPARE(iq.attribute(u"type"_s), u"error"_s);
        QCOMPARE(iq.attribute(u"id"_s), u"q1"_s);
        QCOMPARE(iq.attribute(u"to"_s), u"romeo@example.org/x"_s);
        QCOMPARE(iq.firstChildElement(u"error"_s).firstChildElement().localName(), QString::fromLatin1(condition));
        QVERIFY(!iq.firstChildElement(u"error"_s).attribute(u"type"_s).isEmpty());
    }

    void resultsAndErrorsAreNotAnswered_data()
    {
        QTest::addColumn<QByteArray>("iq");
        QTest::newRow("a result") << QByteArray("<iq from='a@b' id='x' type='result'/>");
        QTest::newRow("an error") << QByteArray("<iq from='a@b' id='x' type='error'><error/></iq>");
        QTest::newRow("without an id") << QByteArray("<iq from='a@b' type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
        QTest::newRow("without anything") << QByteArray("<iq/>");
    }
    void resultsAndErrorsAreNotAnswered()
    {
        QFETCH(QByteArray, iq);
        QVERIFY(!answerToRequest(parse(iq), &lastActivity));
    }

    void discoInfo()
    {
        const QString node = capabilitiesNode() + u'#' + QString::fromLatin1(capabilitiesVersion());
        for (const QString &asked : {QString(), node}) {
            const QByteArray attribute = asked.isEmpty() ? QByteArray() : " node='" + asked.toUtf8() + '\'';
            const QDomElement iq = answerTo("<query xmlns='http://jabber.org/protocol/disco#info'" + attribute + "/>");
            QCOMPARE(iq.attribute(u"type"_s), u"result"_s);
            const QDomElement query = iq.firstChildElement();
            QCOMPARE(query.namespaceURI(), u"http://jabber.org/protocol/disco#info"_s);
            QCOMPARE(query.attribute(u"node"_s), asked);
            const QDomElement identity = query.firstChildElement(u"identity"_s);
            QCOMPARE(identity.attribute(u"category"_s), u"client"_s);
            QCOMPARE(identity.attribute(u"type"_s), u"web"_s);
            QCOMPARE(identity.attribute(u"name"_s), u"WebJabber"_s);
            for (const auto feature : {"http://jabber.org/protocol/disco#info"_L1, "http://jabber.org/protocol/caps"_L1,
                                       "urn:xmpp:ping"_L1, "jabber:iq:version"_L1, "urn:xmpp:time"_L1})
                QVERIFY2(features(query).contains(feature), feature.data());
            QVERIFY(!features(query).contains("urn:xmpp:jingle:1"_L1));

            // The capabilities version in presence, computed from the answer.
            QStringList sorted = features(query);
            QCOMPARE(QSet<QString>(sorted.begin(), sorted.end()).size(), sorted.size());
            sorted.sort();
            const QString text = u"client/web//WebJabber<"_s + sorted.join(u'<') + u'<';
            QCOMPARE(capabilitiesVersion(),
                     QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toBase64());
        }
    }

    // A feature is announced if messages that use it are supported.
    void supportedPayloadsAreAnnounced_data()
    {
        QTest::addColumn<QString>("feature");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("member");
        const auto row = [](const char *feature, const char *payload, const char *type, const char *member) {
            QTest::newRow(feature) << QString::fromLatin1(feature)
                                   << QByteArray(payload).replace("NS", "xmlns='" + QByteArray(feature) + '\'')
                                   << QString::fromLatin1(type) << QString::fromLatin1(member);
        };
        row("urn:xmpp:message-correct:0", "<body>b</body><replace NS id='m0'/>", "correction", "about");
        row("urn:xmpp:reactions:0", "<reactions NS id='m0'><reaction>+</reaction></reactions>", "reaction", "emojis");
        row("urn:xmpp:message-retract:1", "<retract NS id='m0'/>", "retraction", "about");
        row("urn:xmpp:reply:0", "<body>b</body><reply NS id='m0'/>", "message", "reply_to");
        row("jabber:x:oob", "<x NS><url>https://example.org/a.png</url></x>", "message", "files");
        row("urn:xmpp:sfs:0",
            "<file-sharing NS><file xmlns='urn:xmpp:file:metadata:0'><name>a.png</name></file>"
            "<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='https://example.org/a.png'/>"
            "</sources></file-sharing>",
            "message", "files");
        row("jabber:x:conference", "<x NS jid='room@rooms.example.org'/>", "invitation", "reason");
        row("urn:xmpp:receipts", "<received NS id='m0'/>", "receipt", "about");
        row("urn:xmpp:chat-markers:0", "<displayed NS id='m0'/>", "marker", "about");
    }
    void supportedPayloadsAreAnnounced()
    {
        QFETCH(QString, feature);
        QFETCH(QByteArray, payload);
        QFETCH(QString, type);
        QFETCH(QString, member);
        QVERIFY(announced().contains(feature));
        const auto event = messageWith(payload);
        QVERIFY(event);
        QCOMPARE(eventJson(*event).value("type"_L1).toString(), type);
        QVERIFY(eventJson(*event).contains(member));
    }

    void fallbacksAreAnnounced()
    {
        QVERIFY(announced().contains("urn:xmpp:fallback:0"_L1));
        const auto event = messageWith("<body>&gt; q\nb</body><reply xmlns='urn:xmpp:reply:0' id='m0'/>"
                                       "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                                       "<body start='0' end='4'/></fallback>");
        QVERIFY(event);
        QCOMPARE(event->body, u"b"_s);
    }

    void verificationStringMatchesXep0115Example()
    {
        QCOMPARE(verificationString({{"client"_L1, "pc"_L1, "Exodus 0.9.1"_L1}},
                                    {"http://jabber.org/protocol/disco#items"_L1, "http://jabber.org/protocol/caps"_L1,
                                     "http://jabber.org/protocol/muc"_L1, "http://jabber.org/protocol/disco#info"_L1}),
                 "QgayPKawpkPSDYmwT/WM94uAlu0=");
    }

    void discoItemsIsEmpty()
    {
        const QDomElement iq = answerTo("<query xmlns='http://jabber.org/protocol/disco#items'/>");
        QCOMPARE(iq.attribute(u"type"_s), u"result"_s);
        QCOMPARE(iq.firstChildElement().namespaceURI(), u"http://jabber.org/protocol/disco#items"_s);
        QVERIFY(!iq.firstChildElement().hasChildNodes());
    }

    void version()
    {
        const QDomElement query = answerTo("<query xmlns='jabber:iq:version'/>").firstChildElement(u"query"_s);
        QCOMPARE(query.firstChildElement(u"name"_s).text(), u"WebJabber"_s);
        QVERIFY(!query.firstChildElement(u"version"_s).text().isEmpty());
    }

    void time()
    {
        const QDomElement time = answerTo("<time xmlns='urn:xmpp:time'/>").firstChildElement(u"time"_s);
        QCOMPARE(time.namespaceURI(), u"urn:xmpp:time"_s);
        QCOMPARE(time.firstChildElement(u"tzo"_s).text(), u"+00:00"_s);
        const QString utc = time.firstChildElement(u"utc"_s).text();
        QVERIFY(utc.endsWith(u'Z'));
        const qint64 age = QDateTime::fromString(utc, Qt::ISODate).secsTo(QDateTime::currentDateTimeUtc());
        QVERIFY2(age >= 0 && age < 60, qPrintable(utc));
    }

    void lastActivityNeedsPresenceSubscription()
    {
        const QDomElement query = answerTo("<query xmlns='jabber:iq:last'/>").firstChildElement(u"query"_s);
        QCOMPARE(query.attribute(u"seconds"_s), u"903"_s);
        const QDomElement refused = answer(
            "<iq from='tybalt@example.org/x' id='q1' type='get'><query xmlns='jabber:iq:last'/></iq>");
        QCOMPARE(refused.attribute(u"type"_s), u"error"_s);
        QCOMPARE(refused.firstChildElement(u"error"_s).attribute(u"type"_s), u"auth"_s);
        QVERIFY(!refused.firstChildElement(u"error"_s).firstChildElement(u"forbidden"_s).isNull());
    }
};

QTEST_GUILESS_MAIN(tst_IqResponder)
#include "tst_iqresponder.moc"
