// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"
#include "store/outgoingevent.h"
#include "xmpp/stanzabuilder.h"
#include "xmpp/stanzacodec.h"

#include <QDomDocument>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// What is sent is read back with the same members, by the recipient and by the account's other clients.
class tst_MessageActs : public QObject
{
    Q_OBJECT

private:
    const Jid m_romeo = Jid::fromServer(u"romeo@localhost"_s);
    const Jid m_juliet = Jid::fromServer(u"juliet@localhost"_s);

    Outgoing outgoing(const QString &body, const QByteArray &content) const
    {
        Outgoing message;
        message.id = u"own"_s;
        message.account = m_romeo;
        message.to = m_juliet;
        message.type = u"chat"_s;
        message.body = body;
        if (!content.isEmpty())
            message.content =
                QJsonDocument::fromJson(QByteArray(content).replace('\'', '"')).toJson(QJsonDocument::Compact);
        return message;
    }

    static QByteArray stanza(const Outgoing &message)
    {
        QByteArray xml;
        QXmlStreamWriter writer(&xml);
        outgoingStanza(message).toXml(&writer);
        if (!xml.startsWith("<message xmlns"))
            xml.replace(0, 8, "<message xmlns='jabber:client'");
        return xml.replace(0, 8, "<message from='romeo@localhost/phone'");
    }

    static std::optional<Event> read(const QByteArray &xml, const Jid &account)
    {
        QDomDocument document;
        document.setContent(xml,
                            QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                | QDomDocument::ParseOption::PreserveSpacingOnlyNodes);
        const QDomElement message = document.documentElement();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto carbon = eventFromCarbon(message, account, now);
        return carbon ? carbon : eventFromMessage(message, account, now);
    }

    static QByteArray text(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

private Q_SLOTS:
    void stanzaIsReadBack_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<EventType>("type");
        const QString none;
        const auto row = [](const char *name, const QString &body, const QByteArray &content,
                            EventType type = EventType::Message) { QTest::newRow(name) << body << content << type; };
        row("text", u"Hello"_s, {});
        row("correction", u"Hello!"_s, "{'replaces': 'm1'}", EventType::Correction);
        row("retraction", none, "{'retract': 'm1'}", EventType::Retraction);
        row("reaction", none, "{'react': {'ref': 'm1', 'emojis': ['👍', '❤️']}}", EventType::Reaction);
        row("reaction taken back", none, "{'react': {'ref': 'm1', 'emojis': []}}", EventType::Reaction);
        row("reply", u"Yes"_s, "{'reply_to': {'ref': 'm1', 'from': 'juliet@localhost', 'quote': 'one'}}");
        row("reply to two lines", u"> Yes\n"_s,
            "{'reply_to': {'ref': 'm1', 'from': 'juliet@localhost', 'quote': '> one 👍\\ntwo <&> 💔'}}");
        row("reply to an unknown message", u"Yes"_s, "{'reply_to': {'ref': 'm1'}}");
        row("spoiler", u"He dies"_s, "{'spoiler': 'the end'}");
        row("spoiler without a hint", u"He dies"_s, "{'spoiler': ''}");
        row("json", none, "{'json': {'type': 'https://example.org/ns/reading', 'data': {'t': [1, 2.5, '<&>']}}}");
        row("json with a text", u"2.5 °C"_s, "{'json': {'type': 'https://example.org/ns/reading', 'data': [2.5]}}");
        row("mentions", u"👍 Nurse & Romeo"_s,
            "{'mentions': [{'jid': 'nurse@localhost', 'begin': 2, 'end': 7},"
            " {'jid': 'romeo@localhost/a b?#%é'}]}");
        row("everything", u"💔 Nurse"_s,
            "{'replaces': 'm1', 'reply_to': {'ref': 'm2', 'from': 'romeo@localhost', 'quote': '💔💔\\nx'},"
            " 'spoiler': 's', 'json': {'type': 't', 'data': {}},"
            " 'mentions': [{'jid': 'nurse@localhost', 'begin': 2, 'end': 7}]}",
            EventType::Correction);
    }
    void stanzaIsReadBack()
    {
        QFETCH(const QString, body);
        QFETCH(const QByteArray, content);
        QFETCH(const EventType, type);
        const Outgoing message = outgoing(body, content);
        const QByteArray xml = stanza(message);
        const Event own = outgoingEvent(message);
        QCOMPARE(own.type, type);

        const auto received = read(xml, m_juliet);
        QVERIFY2(received, xml.constData());
        QJsonObject members = eventContent(own);
        members.remove("mentions_me"_L1);
        QCOMPARE(received->type, type);
        QCOMPARE(received->id, own.id);
        QCOMPARE(received->body, own.body);
        QCOMPARE(text(eventContent(*received)), text(members));

        const auto copied = read("<message xmlns='jabber:client' from='romeo@localhost'><sent "
                                 "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                                     + xml + "</forwarded></sent></message>",
                                 m_romeo);
        QVERIFY(copied);
        QCOMPARE(copied->direction, Direction::Out);
        QCOMPARE(copied->type, type);
        QCOMPARE(copied->id, own.id);
        QCOMPARE(copied->body, own.body);
        QCOMPARE(copied->content, own.content);
    }

    // A server keeps them for recipients who are offline and for the archive (XEP-0334, section 4.4).
    void actsWithoutTextAreStored()
    {
        for (const QByteArray &content : {QByteArray("{'retract': 'm1'}"), QByteArray("{'react': {'ref': 'm1'}}")}) {
            const QByteArray xml = stanza(outgoing({}, content));
            QVERIFY2(xml.contains("<store xmlns=\"urn:xmpp:hints\""), xml.constData());
            QVERIFY2(!xml.contains("urn:xmpp:receipts") && !xml.contains("markable"), xml.constData());
        }
    }

    // Clients that do not know replies show the quote as text.
    void replyHasItsQuoteInTheBody()
    {
        const QByteArray xml = stanza(
            outgoing(u"Yes"_s, "{'reply_to': {'ref': 'm1', 'from': 'juliet@localhost', 'quote': '💔\\nb'}}"));
        QVERIFY2(xml.contains("<body>&gt; 💔\n&gt; b\nYes</body>"), xml.constData());
        QVERIFY2(xml.contains("end=\"8\""), xml.constData());
    }
};

QTEST_GUILESS_MAIN(tst_MessageActs)
#include "tst_messageacts.moc"
