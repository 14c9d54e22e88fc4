// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString juliet = u"juliet@localhost"_s;

// Messages of other clients, as /v1/events and /receive return them.
class tst_V1Content : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};
    std::unique_ptr<XmppPeer> m_romeo;
    std::unique_ptr<V1Client> m_device;
    int m_fences = 0;

    // A fence for each of the two APIs; neither may return the other's.
    static bool isFence(const QString &body) { return body.startsWith("fence "_L1); }

    // Returns the events up to a fence that is sent now.
    QList<QJsonObject> eventsUntilNow()
    {
        const QString fence = u"fence %1"_s.arg(++m_fences);
        m_romeo->sendMessage(juliet, fence);
        QList<QJsonObject> events;
        qint64 cursor = -1;
        const auto isDone = [&] {
            const auto page = m_device->get(cursor < 0 ? u"/v1/events?wait=10"_s
                                                       : u"/v1/events?wait=10&after=%1"_s.arg(cursor));
            for (const QJsonValue &event : page.json.value("events"_L1).toArray())
                events += event.toObject();
            cursor = page.json.value("next"_L1).toInteger();
            return !events.isEmpty() && events.last().value("body"_L1).toString() == fence;
        };
        (void)QTest::qWaitFor(isDone, std::chrono::seconds(30));
        (void)m_device->post(u"/v1/events/ack"_s, {{u"cursor"_s, cursor}});
        events.removeIf([](const QJsonObject &event) { return isFence(event.value("body"_L1).toString()); });
        return events;
    }

    void send(const QByteArray &children, const QByteArray &attributes = "type='chat' id='m1'")
    {
        m_romeo->sendRaw("<message to='juliet@localhost' " + attributes + ">" + children + "</message>");
    }

    // Returns the texts from /receive up to a fence that is sent now.
    QStringList receivedUntilNow()
    {
        const QString fence = u"fence %1"_s.arg(++m_fences);
        m_romeo->sendMessage(juliet, fence);
        QStringList bodies;
        (void)QTest::qWaitFor([&] { return (bodies += m_gateway.receive(juliet)).contains(fence); },
                              std::chrono::seconds(30));
        bodies.removeIf(&isFence);
        return bodies;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_gateway.start());
        m_romeo = std::make_unique<XmppPeer>(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY2(m_romeo->signIn(u"romeo"_s, u"demo"_s), qPrintable(m_romeo->error()));
        m_device = std::make_unique<V1Client>(m_gateway.daemon.url());
        QCOMPARE(m_device->signIn(juliet).status, 201);
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
    }

    void init()
    {
        (void)eventsUntilNow();
        (void)receivedUntilNow();
    }

    void eventHasTheStanzasContent_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<QByteArray>("expected"); // some of the members; empty: no event
        QTest::addColumn<QString>("received"); // by a legacy client
        QTest::newRow("subject") << QByteArray("<subject>s</subject>")
                                 << QByteArray("{'type': 'message', 'subject': 's', 'body': null}") << u"s"_s;
        QTest::newRow("file") << QByteArray("<x xmlns='jabber:x:oob'><url>https://upload.example.org/b.jpg</url></x>")
                              << QByteArray("{'type': 'message', 'body': null, 'files': [{'name': 'b.jpg', 'url': "
                                            "'https://upload.example.org/b.jpg'}]}")
                              << u"https://upload.example.org/b.jpg"_s;
        QTest::newRow("encrypted") << QByteArray(
            "<body>cannot read</body><encrypted xmlns='eu.siacs.conversations.axolotl'>"
            "<header sid='1'/><payload>AA</payload></encrypted>")
                                   << QByteArray("{'type': 'message', 'body': null, 'encryption': 'OMEMO'}")
                                   << u"cannot read"_s;
        QTest::newRow("keys") << QByteArray(
            "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted>")
                              << QByteArray() << QString();
        QTest::newRow("correction") << QByteArray(
            "<body>better</body><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>")
                                    << QByteArray("{'type': 'correction', 'body': 'better', 'about': {'ref': 'm0', "
                                                  "'id': 'm0', 'seq': null}, 'verified': false}")
                                    << u"better"_s;
        QTest::newRow("retraction") << QByteArray(
            "<retract xmlns='urn:xmpp:message-retract:1' id='m0'/><fallback xmlns='urn:xmpp:fallback:0' "
            "for='urn:xmpp:message-retract:1'/><body>cannot</body><store xmlns='urn:xmpp:hints'/>")
                                    << QByteArray("{'type': 'retraction', 'body': null, 'by': null}") << QString();
        QTest::newRow("reaction") << QByteArray(
            "<reactions xmlns='urn:xmpp:reactions:0' id='m0'><reaction>👍</reaction></reactions>"
            "<store xmlns='urn:xmpp:hints'/>")
                                  << QByteArray("{'type': 'reaction', 'emojis': ['👍']}") << QString();
        QTest::newRow("invitation") << QByteArray(
            "<x xmlns='jabber:x:conference' jid='room@rooms.example.org' password='cauldron' reason='Hey'/>")
                                    << QByteArray(
                                           "{'type': 'invitation', 'with': 'room@rooms.example.org', 'reason': 'Hey'}")
                                    << QString();
        QTest::newRow("a call that its caller gives up")
            << QByteArray("<propose xmlns='urn:xmpp:jingle-message:0' id='c1'><description "
                          "xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/></propose>"
                          "<store xmlns='urn:xmpp:hints'/></message><message to='juliet@localhost' type='chat' id='m2'>"
                          "<retract xmlns='urn:xmpp:jingle-message:0' id='c1'/><store xmlns='urn:xmpp:hints'/>")
            << QByteArray("{'type': 'call', 'state': 'missed', 'media': 'audio'}") << QString();
        QTest::newRow("a time of the sender's own") << QByteArray(
            "<body>b</body><delay xmlns='urn:xmpp:delay' from='romeo@localhost' stamp='2001-02-03T04:05:06Z'/>")
                                                    << QByteArray("{'type': 'message', 'body': 'b'}") << u"b"_s;
    }
    void eventHasTheStanzasContent()
    {
        QFETCH(const QByteArray, children);
        QFETCH(const QByteArray, expected);
        QFETCH(const QString, received);
        send(children);
        const auto events = eventsUntilNow();
        QCOMPARE(events.size(), expected.isEmpty() ? 0 : 1);
        if (!expected.isEmpty()) {
            const QJsonObject wanted = QJsonDocument::fromJson(QByteArray(expected).replace('\'', '"')).object();
            QVERIFY(!wanted.isEmpty());
            for (const QString &name : wanted.keys())
                QCOMPARE(events.first().value(name), wanted.value(name));
            QVERIFY(!QJsonDocument(events.first()).toJson().contains("cauldron"));
            QVERIFY(events.first().value("time"_L1).toString() > u"2025"_s);
        }
        QCOMPARE(receivedUntilNow(), received.isEmpty() ? QStringList() : QStringList(received));
    }

    // A script that gives all its messages the id 1 gets each one delivered.
    void sameIdAndTextAreTwoMessages()
    {
        for (int i = 0; i < 3; ++i)
            send("<body>disk full</body><no-permanent-store xmlns='urn:xmpp:hints'/><no-store xmlns='urn:xmpp:hints'/>",
                 "type='chat' id='1'");
        const auto events = eventsUntilNow();
        QCOMPARE(events.size(), 3);
        for (const QJsonObject &event : events) {
            QCOMPARE(event.value("body"_L1).toString(), u"disk full"_s);
            QVERIFY(event.value("stanza_id"_L1).isNull()); // nothing else distinguishes them
        }
    }

    // The server delivers it, forwards it to the other clients and archives it.
    void messageToOneselfArrivesOnce()
    {
        XmppPeer phone(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(phone.signIn(u"juliet"_s, u"demo"_s));
        phone.sendMessage(juliet, u"note to myself"_s);
        QTRY_VERIFY(phone.bodies().contains(u"note to myself"_s)); // the server has handled it
        const auto events = eventsUntilNow();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().value("body"_L1).toString(), u"note to myself"_s);
        QCOMPARE(events.first().value("with"_L1).toString(), juliet);
        QCOMPARE(receivedUntilNow(), QStringList{u"note to myself"_s});
        // The archive adds no further copy.
        QVERIFY(m_gateway.daemon.restart());
        QCOMPARE(eventsUntilNow().size(), 0);
        QVERIFY(phone.signOut());
    }
};

QTEST_GUILESS_MAIN(tst_V1Content)
#include "tst_v1content.moc"
