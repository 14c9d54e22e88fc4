// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/xmltext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class TestXmlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void detectsCharactersAllowedInXml_data();
    void detectsCharactersAllowedInXml();
    void rejectsControlCharactersExceptWhiteSpace();
};

void TestXmlText::detectsCharactersAllowedInXml_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("allowed");

    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("ASCII") << u"Hello, \"<&>\" ~"_s << true;
    QTest::newRow("white space") << u"a\tb\nc\r\nd"_s << true;
    QTest::newRow("two, three and four bytes of UTF-8") << u"\u00e9 \u2603 \U0001f600"_s << true;
    QTest::newRow("delete, and controls above ASCII") << u"\u007f\u0085\u009f"_s << true;
    QTest::newRow("first and last before the surrogates") << u"\u0020\ud7ff\ue000"_s << true;
    QTest::newRow("U+FFFD") << u"\ufffd"_s << true;
    QTest::newRow("the last character of Unicode") << u"\U0010fffd"_s << true;

    QTest::newRow("U+FFFE") << u"a\ufffe"_s << false;
    QTest::newRow("U+FFFF") << u"\uffff"_s << false;
    QTest::newRow("NUL amid text") << QString(u"a\0b"_s) << false;
    QTest::newRow("high surrogate at the end") << QString(u"a"_s + QChar(0xd83d)) << false;
    QTest::newRow("high surrogate before text") << QString(QChar(0xd83d) + u"a"_s) << false;
    QTest::newRow("low surrogate alone") << QString(QChar(0xde00) + u"a"_s) << false;
    QTest::newRow("surrogates in the wrong order") << QString(QString(QChar(0xde00)) + QChar(0xd83d)) << false;
}

void TestXmlText::detectsCharactersAllowedInXml()
{
    QFETCH(const QString, text);
    QFETCH(const bool, allowed);
    QCOMPARE(isXmlText(text), allowed);
}

void TestXmlText::rejectsControlCharactersExceptWhiteSpace()
{
    for (char16_t c = 0; c < 0x20; ++c) {
        const bool isWhiteSpace = c == u'\t' || c == u'\n' || c == u'\r';
        const QString text = u"a"_s + QChar(c) + u"b"_s;
        QVERIFY2(isXmlText(text) == isWhiteSpace, qPrintable(u"U+%1"_s.arg(uint(c), 4, 16, QChar(u'0'))));
    }
}

QTEST_GUILESS_MAIN(TestXmlText)
#include "tst_xmltext.moc"
