// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsonbody.h"
#include "api/parameters.h"
#include "http/jsonobject.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// JSON that two parsers might interpret differently is rejected.
class TestJsonObject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rejectsDuplicateMembers_data();
    void rejectsDuplicateMembers();
    void acceptsSimilarMembers_data();
    void acceptsSimilarMembers();
    void rejectsInvalidText_data();
    void rejectsInvalidText();
    void takesLinearTime();
};

void TestJsonObject::rejectsDuplicateMembers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *name, const QByteArray &text, const QString &member) {
        QTest::newRow(name) << text << member;
    };
    row("next to each other", R"({"to":"a","to":"b"})", u"to"_s);
    row("with the same value", R"({"to":"a","to":"a"})", u"to"_s);
    row("far apart", R"({"to":"a","x":[{"to":1},[]],"y":{"to":2},"to":"b"})", u"to"_s);
    row("of other types", R"({"a":{},"a":[]})", u"a"_s);
    row("in an object", R"({"keys":{"auth":"x","auth":"y"}})", u"auth"_s);
    row("in an array", R"({"a":[1,{"b":1,"b":2}]})", u"b"_s);
    row("behind an object", R"({"a":{"b":1},"b":{"a":1},"a":2})", u"a"_s);
    row("deep down",
        "{\"a\":" + QByteArray("[").repeated(400) + R"({"b":1,"b":2})" + QByteArray("]").repeated(400) + '}', u"b"_s);
    row("escaped", R"({"to":"a","\u0074o":"b"})", u"to"_s);
    row("escaped in both", R"({"\u0074o":"a","t\u006F":"b"})", u"to"_s);
    row("escaped in short", R"({"a\/b":1,"a/b":2})", u"a/b"_s);
    row("escaped quote", R"({"a\"b":1,"a\u0022b":2})", u"a\"b"_s);
    row("escaped backslash", R"({"a\\":1,"a\u005c":2})", u"a\\"_s);
    row("escaped tab", R"({"\t":1,"\u0009":2})", u"\t"_s);
    row("beyond the BMP", R"({"\ud83d\ude00":1,"😀":2})", u"😀"_s);
    row("of two bytes", R"({"é":1,"\u00e9":2})", u"é"_s);
    row("empty", R"({"":1,"":2})", u""_s);
    row("with white space", "{ \"a\" :\n1 ,\t\"a\"\r: 2 }", u"a"_s);
    row("behind a byte order mark", "\xef\xbb\xbf{\"a\":1,\"a\":2}", u"a"_s);
}

void TestJsonObject::rejectsDuplicateMembers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, name);
    const auto object = readJsonObject(text);
    QVERIFY(!object);
    QCOMPARE(object.error().code, ProblemCode::InvalidRequest);
    QVERIFY2(object.error().detail.contains(u"“%1” is there twice"_s.arg(name)), qPrintable(object.error().detail));
    HttpRequest request;
    request.body = text;
    request.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/json");
    static constexpr std::array members{BodyMember{.name = "to"_L1}};
    QCOMPARE(JsonBody::read(request, members).error().detail, object.error().detail);
    QCOMPARE(Parameters::readAny(request).error().detail, object.error().detail);
}

void TestJsonObject::acceptsSimilarMembers_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("nothing", "{}");
    row("other case", R"({"to":1,"To":2})");
    row("in other objects", R"({"a":{"a":{"a":[{"a":1},{"a":2}]}}})");
    row("as values", R"({"a":"b","b":"b","c":["b","b"]})");
    row("as text of objects", R"({"a":"{\"a\":1,\"a\":2}"})");
    row("other normal form", R"({"é":1,"e\u0301":2})");
    row("braces in strings", R"({"}":"{","{":"}","[":"]",",":","})");
    row("an escaped backslash at the end", R"({"a":"\\","b":"\\"})");
    row("a surrogate pair", R"({"a":"\ud83d\ude00"})");
}

void TestJsonObject::acceptsSimilarMembers()
{
    QFETCH(const QByteArray, text);
    const auto object = readJsonObject(text);
    QVERIFY2(object, qPrintable(object ? QString() : object.error().detail));
}

void TestJsonObject::rejectsInvalidText_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("high surrogate alone", R"({"a":"\ud83d"})");
    row("low surrogate alone", R"({"a":"\ude00"})");
    row("surrogates in the wrong order", R"({"a":"\ude00\ud83d"})");
    row("high surrogate before text", R"({"a":"\ud83dx"})");
    row("surrogate in a name", R"({"\ud83d":1})");
    row("surrogate deep down", R"({"a":[{"b":["\ud800"]}]})");
    row("surrogate in UTF-8", "{\"a\":\"\xed\xa0\xbd\"}");
    row("bytes that are no UTF-8", "{\"a\":\"\xff\"}");
    row("a cut character", "{\"a\":\"\xc3\"}");
    row("an overlong character", "{\"a\":\"\xc0\xaf\"}");
    row("beyond Unicode", "{\"a\":\"\xf4\x90\x80\x80\"}");
    row("no UTF-8 in a name", "{\"\xff\":1}");
    row("an unknown escape", R"({"a":"\x"})");
    row("an unknown escape in a name", R"({"\a":1})");
    row("a half escape", R"({"a":"\u12"})");
    row("not closed", R"({"a":1)");
    row("text behind it", R"({"a":1}x)");
    row("two", "{}{}");
    row("an array", "[]");
    row("nothing", "");
}

void TestJsonObject::rejectsInvalidText()
{
    QFETCH(const QByteArray, text);
    const auto object = readJsonObject(text);
    QVERIFY(!object);
    QCOMPARE(object.error().code, ProblemCode::InvalidRequest);
}

// The time is linear, not quadratic in the number of members.
void TestJsonObject::takesLinearTime()
{
    QByteArray text = "{";
    for (int i = 0; text.size() < 1'000'000; ++i)
        text += "\"member" + QByteArray::number(i) + "\":\"\\u0041\",";
    text += "\"end\":1}";
    QElapsedTimer clock;
    clock.start();
    QVERIFY(readJsonObject(text));
    QVERIFY(clock.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(TestJsonObject)
#include "tst_jsonobject.moc"
