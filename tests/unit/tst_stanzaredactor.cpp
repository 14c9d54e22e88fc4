// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/stanzaredactor.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_StanzaRedactor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreReplaced_data()
    {
        QTest::addColumn<QString>("xml");
        QTest::newRow("SASL, PLAIN")
            << u"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>SECRET</auth>"_s;
        QTest::newRow("SASL, answer") << u"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>SECRET</response>"_s;
        QTest::newRow("SASL2")
            << u"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='X'><initial-response>SECRET</initial-response>"
               "<user-agent id='1'><software>w</software></user-agent></authenticate>"_s;
        QTest::newRow("SASL2, success") << u"<success xmlns='urn:xmpp:sasl:2'><additional-data>SECRET</additional-data>"
                                           "<token xmlns='urn:xmpp:fast:0' token='SECRET' expiry='2026'/></success>"_s;
        QTest::newRow("a prefix") << u"<s:auth xmlns:s='urn:ietf:params:xml:ns:xmpp-sasl'>SECRET</s:auth>"_s;
        QTest::newRow("resumption") << u"<resume xmlns='urn:xmpp:sm:3' h='1' previd='SECRET'/>"_s;
        QTest::newRow("resumable") << u"<enabled xmlns='urn:xmpp:sm:3' id='SECRET' resume='1'/>"_s;
        QTest::newRow("old sign-in")
            << u"<iq><query xmlns='jabber:iq:auth'><username>a</username><password>SECRET</password></query></iq>"_s;
        QTest::newRow("new password")
            << u"<iq><query xmlns='jabber:iq:register'><password>SECRET</password></query></iq>"_s;
        QTest::newRow("room")
            << u"<presence><x xmlns='http://jabber.org/protocol/muc'><password>SECRET</password></x></presence>"_s;
        QTest::newRow("upload") << u"<put url='u'><header name='Authorization'>SECRET</header></put>"_s;
        QTest::newRow("CDATA") << u"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><![CDATA[SECRET]]></auth>"_s;
        QTest::newRow("not well-formed") << u"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>SECRET"_s;
        QTest::newRow("behind a stream's tag")
            << u"<stream:stream to='a'><auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>SECRET</auth>"_s;
    }

    void secretsAreReplaced()
    {
        QFETCH(const QString, xml);
        const QString shown = withoutSecrets(xml);
        QVERIFY2(!shown.contains("SECRET"_L1), qPrintable(shown));
        QVERIFY(!shown.isEmpty());
    }

    void otherContentIsUnchanged_data()
    {
        QTest::addColumn<QString>("xml");
        QTest::newRow("message") << u"<message to=\"a@b\" type=\"chat\"><body>1 &lt; 2 &amp; 3</body></message>"_s;
        QTest::newRow("stream") << u"<?xml version='1.0'?><stream:stream to='b' version='1.0'>"_s;
        QTest::newRow("end") << u"</stream:stream>"_s;
        QTest::newRow("mechanisms")
            << u"<mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"><mechanism>PLAIN</mechanism></mechanisms>"_s;
        QTest::newRow("nothing") << QString();
    }

    void otherContentIsUnchanged()
    {
        QFETCH(const QString, xml);
        QCOMPARE(withoutSecrets(xml), xml);
    }
};

QTEST_GUILESS_MAIN(tst_StanzaRedactor)
#include "tst_stanzaredactor.moc"
