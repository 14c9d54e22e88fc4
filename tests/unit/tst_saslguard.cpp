// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/saslguard.h"

#include <QDomDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static constexpr auto sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
static constexpr auto sasl2 = "urn:xmpp:sasl:2";

class TestSaslGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksTheIterationCount_data();
    void checksTheIterationCount();
    void checksBothSaslVersionsOnly_data();
    void checksBothSaslVersionsOnly();
    void readsChallengeWithLineBreaks();
    void detailTruncatesTheNumber();
    void checksFailures_data();
    void checksFailures();
    void acceptsNullElement();
};

static Result<void> check(const QByteArray &xml)
{
    QDomDocument document;
    const auto parsed = document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
    if (!parsed)
        qFatal("the test's XML is broken: %s", xml.constData());
    return checkSaslChallenge(document.documentElement());
}

static QByteArray element(const char *name, const char *ns, const QByteArray &serverFirst)
{
    return QByteArray("<") + name + " xmlns='" + ns + "'>" + serverFirst.toBase64() + "</" + name + '>';
}

void TestSaslGuard::checksTheIterationCount_data()
{
    QTest::addColumn<QByteArray>("serverFirst");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *name, const char *serverFirst, bool accepted) {
        QTest::newRow(name) << QByteArray(serverFirst) << accepted;
    };
    row("Prosody's", "r=abcDEF,s=QSXCR+Q6sek8bf92,i=10000", true);
    row("RFC 5802's", "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096", true);
    row("one", "r=a,s=b,i=1", true);
    row("the bound", "r=a,s=b,i=100000", true);
    row("one over", "r=a,s=b,i=100001", false);
    row("eight million", "r=a,s=b,i=8000000", false);
    row("over 32 bits", "r=a,s=b,i=4294971392", false);
    row("over 64 bits", "r=a,s=b,i=99999999999999999999999999", false);
    row("zero", "r=a,s=b,i=0", false);
    row("negative", "r=a,s=b,i=-4096", false);
    row("empty", "r=a,s=b,i=", false);
    row("not a number", "r=a,s=b,i=many", false);
    row("hexadecimal", "r=a,s=b,i=0x1000", false);
    row("followed by rubbish", "r=a,s=b,i=4096x", false);
    row("twice, the second too large", "r=a,s=b,i=4096,i=8000000", false);
    row("twice, the first too large", "r=a,s=b,i=8000000,i=4096", false);
    row("in another order", "i=8000000,r=a,s=b", false);
    row("before an extension", "r=a,s=b,i=8000000,x=y", false);
    row("the second step's, without iterations", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", true);
    row("an i= within the nonce", "r=ai=8000000,s=b,i=4096", true);
    row("empty challenge", "", true);
}

void TestSaslGuard::checksTheIterationCount()
{
    QFETCH(const QByteArray, serverFirst);
    QFETCH(const bool, accepted);
    for (const char *ns : {sasl, sasl2}) {
        const auto result = check(element("challenge", ns, serverFirst));
        QCOMPARE(result.has_value(), accepted);
        if (!accepted) {
            QCOMPARE(result.error().code, ProblemCode::XmppError);
            QVERIFY2(result.error().detail.contains(QString::number(maxScramIterations)),
                     qPrintable(result.error().detail));
        }
    }
}

void TestSaslGuard::checksBothSaslVersionsOnly_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("accepted");
    const QByteArray bad = "r=a,s=b,i=8000000";
    QTest::newRow("SASL") << element("challenge", sasl, bad) << false;
    QTest::newRow("SASL2") << element("challenge", sasl2, bad) << false;
    QTest::newRow("with a prefix") << QByteArray("<a:challenge xmlns:a='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                                 + bad.toBase64() + "</a:challenge>")
                                   << false;
    QTest::newRow("another element") << element("success", sasl, bad) << true;
    QTest::newRow("another namespace") << element("challenge", "jabber:client", bad) << true;
    QTest::newRow("a message that quotes one")
        << QByteArray("<message xmlns='jabber:client'><body>" + bad.toBase64() + "</body></message>") << true;
}

void TestSaslGuard::checksBothSaslVersionsOnly()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const bool, accepted);
    QCOMPARE(check(xml).has_value(), accepted);
}

// QXmpp decodes leniently, so the guard must check what QXmpp would accept.
void TestSaslGuard::readsChallengeWithLineBreaks()
{
    QByteArray base64 = QByteArray("r=a,s=b,i=8000000").toBase64();
    base64.insert(4, "\r\n  ");
    QVERIFY(!check("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>\n" + base64 + "\n</challenge>"));
    base64.insert(10, "<![CDATA[]]>");
    QVERIFY(!check("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + base64 + "</challenge>"));
}

void TestSaslGuard::detailTruncatesTheNumber()
{
    const auto result = check(element("challenge", sasl, "r=a,s=b,i=" + QByteArray(100'000, '9')));
    QVERIFY(!result);
    QVERIFY(result.error().detail.size() < 200);
}

void TestSaslGuard::checksFailures_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("accepted");
    const auto failure = [](const char *ns, const char *condition) {
        return QByteArray("<failure xmlns='") + ns + "'><" + condition + " xmlns='" + sasl
            + "'/><text>t</text></failure>";
    };
    QTest::newRow("SASL, wrong password") << failure(sasl, "not-authorized") << true;
    QTest::newRow("SASL2, wrong password") << failure(sasl2, "not-authorized") << true;
    QTest::newRow("SASL2, expired token") << failure(sasl2, "credentials-expired") << true;
    QTest::newRow("SASL, for the moment") << failure(sasl, "temporary-auth-failure") << false;
    QTest::newRow("SASL2, for the moment") << failure(sasl2, "temporary-auth-failure") << false;
    QTest::newRow("not of SASL") << failure("jabber:client", "temporary-auth-failure") << true;
    QTest::newRow("SASL, aborted") << failure(sasl, "aborted") << false;
    QTest::newRow("SASL2, aborted") << failure(sasl2, "aborted") << false;
    QTest::newRow("SASL, unknown") << failure(sasl, "not-in-the-mood") << false;
    QTest::newRow("without a condition") << QByteArray("<failure xmlns='urn:xmpp:sasl:2'/>") << false;
}

void TestSaslGuard::checksFailures()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const bool, accepted);
    QDomDocument document;
    QVERIFY(document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing));
    const auto result = checkSaslFailure(document.documentElement());
    QCOMPARE(result.has_value(), accepted);
    if (!accepted)
        QCOMPARE(result.error().code, ProblemCode::XmppError);
}

void TestSaslGuard::acceptsNullElement()
{
    QVERIFY(checkSaslChallenge(QDomElement()));
    QVERIFY(checkSaslFailure(QDomElement()));
}

QTEST_GUILESS_MAIN(TestSaslGuard)
#include "tst_saslguard.moc"
