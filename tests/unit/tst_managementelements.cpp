// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/managementelements.h"

#include <QDomDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_ManagementElements : public QObject
{
    Q_OBJECT

private:
    static QDomDocument parse(const QByteArray &xml)
    {
        QDomDocument document;
        if (!document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing))
            qFatal("not well-formed: %s", xml.constData());
        return document;
    }

private Q_SLOTS:
    void readsTheCountOfFailed_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("taken"); // -1: no signal
        QTest::newRow("told") << QByteArray("<failed xmlns='urn:xmpp:sm:3' h='7'/>") << 7;
        QTest::newRow("none") << QByteArray("<failed xmlns='urn:xmpp:sm:3' h='0'/>") << 0;
        QTest::newRow("not told") << QByteArray("<failed xmlns='urn:xmpp:sm:3'/>") << -1;
        QTest::newRow("no number") << QByteArray("<failed xmlns='urn:xmpp:sm:3' h='-1'/>") << -1;
        QTest::newRow("too big") << QByteArray("<failed xmlns='urn:xmpp:sm:3' h='4294967296'/>") << -1;
        QTest::newRow("other namespace") << QByteArray("<failed xmlns='x' h='7'/>") << -1;
        QTest::newRow("other element") << QByteArray("<resumed xmlns='urn:xmpp:sm:3' h='7'/>") << -1;
        QTest::newRow("SASL2") << QByteArray("<success xmlns='urn:xmpp:sasl:2'><failed xmlns='x' h='1'/>"
                                             "<failed xmlns='urn:xmpp:sm:3' h='7'/></success>")
                               << 7;
        QTest::newRow("SASL2, nothing") << QByteArray("<success xmlns='urn:xmpp:sasl:2'/>") << -1;
        QTest::newRow("in something else")
            << QByteArray("<success xmlns='x'><failed xmlns='urn:xmpp:sm:3' h='7'/></success>") << -1;
    }
    void readsTheCountOfFailed()
    {
        QFETCH(QByteArray, xml);
        QFETCH(int, taken);
        const auto reported = receivedBeforeFailure(parse(xml).documentElement());
        QCOMPARE(reported ? int(*reported) : -1, taken);
    }

    void readsAcknowledgedCount_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("acknowledged"); // -1: no signal
        QTest::newRow("an acknowledgement") << QByteArray("<a xmlns='urn:xmpp:sm:3' h='7'/>") << 7;
        QTest::newRow("a resumption") << QByteArray("<resumed xmlns='urn:xmpp:sm:3' previd='x' h='0'/>") << 0;
        QTest::newRow("no number") << QByteArray("<a xmlns='urn:xmpp:sm:3' h='x'/>") << -1;
        QTest::newRow("not told") << QByteArray("<a xmlns='urn:xmpp:sm:3'/>") << -1;
        QTest::newRow("other namespace") << QByteArray("<a xmlns='x' h='7'/>") << -1;
        QTest::newRow("other element") << QByteArray("<failed xmlns='urn:xmpp:sm:3' h='7'/>") << -1;
    }
    void readsAcknowledgedCount()
    {
        QFETCH(QByteArray, xml);
        QFETCH(int, acknowledged);
        const auto reported = acknowledgedBy(parse(xml).documentElement());
        QCOMPARE(reported ? int(*reported) : -1, acknowledged);
    }

    void readsTheServersStanzaLimit_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<qint64>("bytes");
        const auto limits = [](const QByteArray &bytes) {
            return "<limits xmlns='urn:xmpp:stream-limits:0'><idle-seconds>60</idle-seconds><max-bytes>" + bytes
                + "</max-bytes></limits>";
        };
        QTest::newRow("told") << limits("262144") << qint64(262'144);
        QTest::newRow("none") << QByteArray("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>") << qint64(0);
        QTest::newRow("nonsense") << limits("many") << qint64(0);
        QTest::newRow("negative") << limits("-5") << qint64(0);
        QTest::newRow("other namespace") << QByteArray("<limits xmlns='x'><max-bytes>9</max-bytes></limits>")
                                         << qint64(0);
    }
    void readsTheServersStanzaLimit()
    {
        QFETCH(QByteArray, content);
        QFETCH(qint64, bytes);
        const auto features = parse("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>" + content
                                    + "</stream:features>");
        QCOMPARE(maxStanzaBytesOf(features.documentElement()).value_or(0), bytes);
        QVERIFY(!maxStanzaBytesOf(parse("<features xmlns='x'/>").documentElement()));
    }
};

QTEST_GUILESS_MAIN(tst_ManagementElements)
#include "tst_managementelements.moc"
