// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/bind2.h"

#include <QDomDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class TestBind2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void removesOnlyTheOffer();
    void leavesOtherElementsUnchanged();
};

static QDomDocument parse(const QString &xml)
{
    QDomDocument document;
    document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
    return document;
}

static const QString offers = u"<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-1</mechanism><inline>"
                              "<bind xmlns='urn:xmpp:bind:0'><inline/></bind><sm xmlns='urn:xmpp:sm:3'/>"
                              "<bind xmlns='other'/></inline></authentication>"_s;

void TestBind2::removesOnlyTheOffer()
{
    const QDomDocument features = parse(
        u"<stream:features xmlns:stream='http://etherx.jabber.org/streams'>%1"
        "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>"_s.arg(offers));
    removeBind2(features.documentElement());
    const QString left = features.toString();
    QVERIFY(!left.contains("urn:xmpp:bind:0"_L1));
    QVERIFY(left.contains("urn:xmpp:sm:3"_L1));
    QVERIFY(left.contains("other"_L1));
    QVERIFY(left.contains("SCRAM-SHA-1"_L1));
    QVERIFY(left.contains("urn:ietf:params:xml:ns:xmpp-bind"_L1));
}

void TestBind2::leavesOtherElementsUnchanged()
{
    const QDomDocument message = parse(u"<message xmlns='jabber:client'>%1</message>"_s.arg(offers));
    removeBind2(message.documentElement());
    QVERIFY(message.toString().contains("urn:xmpp:bind:0"_L1));
}

QTEST_GUILESS_MAIN(TestBind2)
#include "tst_bind2.moc"
