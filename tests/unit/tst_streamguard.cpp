// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/negotiation.h"
#include "xmpp/skippedstanza.h"
#include "xmpp/streamguard.h"

#include <QDomDocument>
#include <QTest>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static const QByteArray wrapper =
    "<stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' xmlns:c='jabber:client'>";

static QDomElement parse(const QByteArray &xml)
{
    QDomDocument document;
    if (!document.setContent(wrapper + xml + "</stream>", QDomDocument::ParseOption::UseNamespaceProcessing))
        qFatal("%s", xml.constData());
    return document.documentElement().firstChildElement();
}

static QString text(const QDomElement &element)
{
    QString xml;
    QTextStream stream(&xml);
    element.save(stream, -1);
    return xml;
}

class tst_StreamGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void locationsAreRemoved_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const QByteArray enabled = "<enabled xmlns='urn:xmpp:sm:3' id='a' resume='true' location='10.0.0.5:6379'/>";
        const auto success = [](const QByteArray &content) {
            return "<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>juliet@localhost/x"
                   "</authorization-identifier>"
                + content + "</success>";
        };
        const auto bound = [](const QByteArray &content) {
            return "<bound xmlns='urn:xmpp:bind:0'>" + content + "</bound>";
        };
        QTest::newRow("alone") << enabled;
        QTest::newRow("with a prefix") << QByteArray(
            "<s:enabled xmlns:s='urn:xmpp:sm:3' s:location='10.0.0.5:6379' location='10.0.0.6:1'/>");
        QTest::newRow("in Bind 2") << success(bound(enabled));
        QTest::newRow("another <bound/> first") << success("<bound xmlns='x'/>" + bound(enabled));
        QTest::newRow("another <enabled/> first") << success(bound("<enabled xmlns='x'/>" + enabled));
        QTest::newRow("two") << success(bound(enabled + enabled) + bound(enabled));
        QTest::newRow("out of place") << success("<x xmlns='y'><z>" + bound(enabled) + "</z></x>" + enabled);
        QTest::newRow("resumed") << success("<resumed xmlns='urn:xmpp:sm:3' location='10.0.0.5:6379'/>");
    }
    void locationsAreRemoved()
    {
        QFETCH(const QByteArray, xml);
        const QDomElement element = parse(xml);
        QVERIFY(text(element).contains(u"10.0.0.5"_s));
        forgetLocations(element);
        QVERIFY2(!text(element).contains(u"10.0.0."_s), qPrintable(text(element)));
        QVERIFY(!element.hasAttribute(u"location"_s));
    }

    void detectsTheStartOfManagement_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<bool>("begins");
        const QByteArray enabled = "<enabled xmlns='urn:xmpp:sm:3'/>";
        const QByteArray bound = "<bound xmlns='urn:xmpp:bind:0'>" + enabled + "</bound>";
        QTest::newRow("enabled") << enabled << true;
        QTest::newRow("another enabled") << QByteArray("<enabled xmlns='x'/>") << false;
        QTest::newRow("Bind 2") << "<success xmlns='urn:xmpp:sasl:2'>" + bound + "</success>" << true;
        QTest::newRow("another bound first")
            << "<success xmlns='urn:xmpp:sasl:2'><bound xmlns='x'/>" + bound + "</success>" << true;
        QTest::newRow("another enabled first")
            << "<success xmlns='urn:xmpp:sasl:2'><bound xmlns='urn:xmpp:bind:0'><enabled xmlns='x'/>" + enabled
                + "</bound></success>"
            << true;
        QTest::newRow("another bound") << "<success xmlns='urn:xmpp:sasl:2'><bound xmlns='x'>" + enabled
                + "</bound></success>" << false;
        QTest::newRow("SASL 1") << "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + bound + "</success>" << false;
    }
    void detectsTheStartOfManagement()
    {
        QFETCH(const QByteArray, xml);
        QFETCH(const bool, begins);
        QCOMPARE(beginsManagement(parse(xml)), begins);
    }

    void ownServer_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("isOwn");
        for (const char *from : {"juliet@example.org", "juliet@example.org/x", "example.org", "JULIET@Example.ORG/x"})
            QTest::newRow(from) << QString::fromLatin1(from) << true;
        for (const char *from : {"", "juliet@example.org/X", "romeo@example.org", "org", "example.org/x",
                                 "@example.org", "juliet@example.org.", "juliet"})
            QTest::addRow("not '%s'", from) << QString::fromLatin1(from) << false;
    }
    void ownServer()
    {
        QFETCH(const QString, from);
        QFETCH(const bool, isOwn);
        QCOMPARE(isOwnServer(from, Jid::fromServer(u"juliet@example.org/x"_s)), isOwn);
    }

    void beginningIsReadForEverySplit()
    {
        const QByteArray stanza =
            "<message from='romeo@localhost/x' id='a' xml:lang='it'><result xmlns='urn:xmpp:mam:2' id='p' "
            "queryid=\"q\">"
            "<forwarded xmlns='urn:xmpp:forward:0'><!-- x --><delay xmlns='urn:xmpp:delay' stamp='s'/>"
            "<message xmlns='jabber:client' from='b'><body>t&amp;<![CDATA[</a>]]></body></message></forwarded></result>"
            "</message>";
        for (qsizetype size = 9; size <= stanza.size(); ++size) {
            const QDomElement element = readBeginning(wrapper, stanza.first(size));
            QVERIFY2(isStanza(element), stanza.first(size).constData());
            QCOMPARE(element.localName(), u"message"_s);
            QCOMPARE(element.attribute(u"from"_s), size > 32 ? u"romeo@localhost/x"_s : QString());
            QVERIFY(element.text().isEmpty());
        }
        const QDomElement result = readBeginning(wrapper, stanza).firstChildElement(u"result"_s, u"urn:xmpp:mam:2"_s);
        QCOMPARE(result.attribute(u"queryid"_s), u"q"_s);
        const QDomElement forwarded = result.firstChildElement(u"forwarded"_s, u"urn:xmpp:forward:0"_s);
        QCOMPARE(forwarded.firstChildElement(u"delay"_s, u"urn:xmpp:delay"_s).attribute(u"stamp"_s), u"s"_s);
        QCOMPARE(forwarded.firstChildElement(u"message"_s, u"jabber:client"_s).attribute(u"from"_s), u"b"_s);
    }

    void invalidBeginningIsNull_data()
    {
        QTest::addColumn<QByteArray>("xml");
        for (const char *xml : {"", "<", "<>", "< a", "<a:b c='", "text", "</a>", "<!--", "<?a"})
            QTest::addRow("'%s'", xml) << QByteArray(xml);
    }
    void invalidBeginningIsNull()
    {
        QFETCH(const QByteArray, xml);
        QVERIFY(readBeginning(wrapper, xml).isNull());
    }

    void buildsReplacements()
    {
        QCOMPARE(text(replacementFor(parse("<presence from='a' id='b'/>"))), u"<message xmlns=\"jabber:client\"/>"_s);
        QCOMPARE(text(replacementFor(parse("<iq type='get' from='a' id='b'/>"))),
                 u"<message xmlns=\"jabber:client\"/>"_s);
        for (const char *type : {"result", "error"}) {
            const QDomElement iq = replacementFor(
                parse("<iq type='" + QByteArray(type) + "' from='a' to='c' id='b'><x xmlns='y'/></iq>"));
            QCOMPARE(iq.localName(), u"iq"_s);
            QCOMPARE(iq.attribute(u"type"_s), u"error"_s);
            QCOMPARE(iq.attribute(u"from"_s), u"a"_s);
            QCOMPARE(iq.attribute(u"id"_s), u"b"_s);
            QVERIFY(text(iq).contains(u"policy-violation"_s));
        }
    }

    // The server counts the stanzas that it sends after the success of Bind 2 (XEP-0386).
    void stanzasAfterBind2AreCounted_data()
    {
        QTest::addColumn<QByteArray>("bound");
        QTest::addColumn<bool>("isCounted");
        QTest::newRow("management") << QByteArray(
            "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3'/></bound>")
                                    << true;
        QTest::newRow("none") << QByteArray("<bound xmlns='urn:xmpp:bind:0'/>") << false;
        QTest::newRow("not bound yet") << QByteArray() << false;
    }
    void stanzasAfterBind2AreCounted()
    {
        QFETCH(const QByteArray, bound);
        QFETCH(const bool, isCounted);
        using Verdict = Negotiation::Verdict;
        Negotiation negotiation;
        QCOMPARE(negotiation.judge(parse("<stream:features/>"), false), Verdict::Take);
        QCOMPARE(negotiation.judge(parse("<success xmlns='urn:xmpp:sasl:2'>" + bound + "</success>"), false),
                 Verdict::Take);
        QCOMPARE(negotiation.judge(parse("<message/>"), true), Verdict::Hold);
        QVERIFY(negotiation.hold("<message/>"));
        QCOMPARE(negotiation.judge(parse("<r xmlns='urn:xmpp:sm:3'/>"), true),
                 isCounted ? Verdict::Hold : Verdict::Drop);
        QCOMPARE(negotiation.judge(parse("<stream:features/>"), true), Verdict::Take);
        QCOMPARE(negotiation.judge(parse("<stream:features/>"), true), Verdict::Drop);
        QCOMPARE(negotiation.takeHeld().isCounted, isCounted);
        QVERIFY(negotiation.isEmpty());
    }

    void heldStanzasAreLimited()
    {
        Negotiation few;
        for (int i = 0; i < Negotiation::maxHeld; ++i)
            QVERIFY(few.hold("<a/>"));
        QVERIFY(!few.hold("<a/>"));
        Negotiation large;
        QVERIFY(large.hold(QByteArray(Negotiation::maxHeldBytes, 'x')));
        QVERIFY(!large.hold("<a/>"));
    }
};

QTEST_GUILESS_MAIN(tst_StreamGuard)
#include "tst_streamguard.moc"
