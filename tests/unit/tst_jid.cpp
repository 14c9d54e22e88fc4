// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/jid.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static constexpr qsizetype maxPartBytes = 1023;

class TestJid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesValidAddresses_data();
    void parsesValidAddresses();
    void rejectsInvalidAddresses_data();
    void rejectsInvalidAddresses();
    void equalAddressesHaveEqualText_data();
    void equalAddressesHaveEqualText();
    void differentAddressesDiffer_data();
    void differentAddressesDiffer();
    void partsMayBeAsLongAsAllowed_data();
    void partsMayBeAsLongAsAllowed();
    void normalizationIsIdempotent();
    void parseBareRejectsAResource();
    void bareRemovesTheResource();
    void aNullJidIsEmpty();
    void fromServerDoesNotValidate();
    void sortsByText();
};

static QString parsed(const QString &text)
{
    const auto jid = Jid::parse(text);
    return jid ? jid->toString() : u"refused: "_s + jid.error().detail;
}

// The numbers are those of the tables in RFC 7622, section 3.5.
void TestJid::parsesValidAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("resource");
    const auto row = [](const char *name, const QString &text, const QString &local, const QString &domain,
                        const QString &resource) { QTest::newRow(name) << text << local << domain << resource; };
    row("1: bare", u"juliet@example.com"_s, u"juliet"_s, u"example.com"_s, {});
    row("2: full", u"juliet@example.com/foo"_s, u"juliet"_s, u"example.com"_s, u"foo"_s);
    row("3: space in the resource", u"juliet@example.com/foo bar"_s, u"juliet"_s, u"example.com"_s, u"foo bar"_s);
    row("4: '@' in the resource", u"juliet@example.com/foo@bar"_s, u"juliet"_s, u"example.com"_s, u"foo@bar"_s);
    row("5: an escaped space", u"foo\\20bar@example.com"_s, u"foo\\20bar"_s, u"example.com"_s, {});
    row("6: ASCII", u"fussball@example.com"_s, u"fussball"_s, u"example.com"_s, {});
    row("7: sharp s", u"fu\u00dfball@example.com"_s, u"fu\u00dfball"_s, u"example.com"_s, {});
    row("8: pi", u"\u03c0@example.com"_s, u"\u03c0"_s, u"example.com"_s, {});
    row("9: capital sigma", u"\u03a3@example.com/foo"_s, u"\u03c3"_s, u"example.com"_s, u"foo"_s);
    row("10: small sigma", u"\u03c3@example.com/foo"_s, u"\u03c3"_s, u"example.com"_s, u"foo"_s);
    row("11: final sigma", u"\u03c2@example.com/foo"_s, u"\u03c2"_s, u"example.com"_s, u"foo"_s);
    row("12: a symbol in the resource", u"king@example.com/\u265a"_s, u"king"_s, u"example.com"_s, u"\u265a"_s);
    row("13: domain", u"example.com"_s, {}, u"example.com"_s, {});
    row("14: domain and resource", u"example.com/foobar"_s, {}, u"example.com"_s, u"foobar"_s);
    row("15: '@' after the slash", u"a.example.com/b@example.net"_s, {}, u"a.example.com"_s, u"b@example.net"_s);

    row("slashes in the resource", u"romeo@example.com/a/b//c"_s, u"romeo"_s, u"example.com"_s, u"a/b//c"_s);
    row("resource of a transport", u"conference.example.com/Friar Laurence"_s, {}, u"conference.example.com"_s,
        u"Friar Laurence"_s);
    row("every mark the local part may hold", u"!#$%()*+,-.;=?[\\]^_`{|}~@example.com"_s,
        u"!#$%()*+,-.;=?[\\]^_`{|}~"_s, u"example.com"_s, {});
    row("localhost", u"romeo@localhost"_s, u"romeo"_s, u"localhost"_s, {});
    row("underscore in the domain", u"romeo@my_server.lan"_s, u"romeo"_s, u"my_server.lan"_s, {});
    row("IPv4", u"romeo@127.0.0.1/a"_s, u"romeo"_s, u"127.0.0.1"_s, u"a"_s);
    row("IPv6", u"romeo@[2001:db8::1]/a"_s, u"romeo"_s, u"[2001:db8::1]"_s, u"a"_s);
    row("Cyrillic", u"ромео@пример.рф/дом"_s, u"ромео"_s, u"пример.рф"_s, u"дом"_s);
    row("Arabic with its digits", u"روميو٢@example.com"_s, u"روميو٢"_s, u"example.com"_s, {});
    row("Hangul", u"로미오@example.com"_s, u"로미오"_s, u"example.com"_s, {});
    row("middle dot", u"paral\u00b7lel@example.com"_s, u"paral\u00b7lel"_s, u"example.com"_s, {});
    row("four bytes of UTF-8", u"\U00020000@example.com/\U0001f600"_s, u"\U00020000"_s, u"example.com"_s,
        u"\U0001f600"_s);
}

void TestJid::parsesValidAddresses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, local);
    QFETCH(const QString, domain);
    QFETCH(const QString, resource);
    const auto jid = Jid::parse(text);
    QVERIFY2(jid, qPrintable(parsed(text)));
    QCOMPARE(jid->local(), local);
    QCOMPARE(jid->domain(), domain);
    QCOMPARE(jid->resource(), resource);
    QCOMPARE(jid->isBare(), resource.isEmpty());
    QVERIFY(!jid->isNull());
    QCOMPARE(jid->toString(),
             (local.isEmpty() ? QString() : local + u'@') + domain
                 + (resource.isEmpty() ? QString() : u'/' + resource));
}

void TestJid::rejectsInvalidAddresses_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &text) { QTest::newRow(name) << text; };
    row("16: quotes", u"\"juliet\"@example.com"_s);
    row("17: space in the local part", u"foo bar@example.com"_s);
    row("19: empty resource", u"juliet@example.com/"_s);
    row("20: empty local part", u"@example.com"_s);
    row("20: empty local part and resource", u"@example.com/"_s);
    row("21: a Roman numeral", u"henry\u2163@example.com"_s);
    row("22: a symbol", u"\u265a@example.com"_s);
    row("23: no domain", u"juliet@"_s);
    row("24: resource only", u"/foobar"_s);

    row("nothing", {});
    row("null", QString());
    row("space", u" "_s);
    row("only an at sign", u"@"_s);
    row("only a slash", u"/"_s);
    row("no domain but a resource", u"juliet@/foo"_s);
    row("space around", u" juliet@example.com "_s);
    row("line break after", u"juliet@example.com\n"_s);
    row("two at signs", u"juliet@romeo@example.com"_s);
    for (const QChar c : u"\"&':<>"_s)
        QTest::addRow("%c in the local part", c.toLatin1()) << QString(u"jul"_s + c + u"iet@example.com"_s);
    row("NUL in the local part", QString(u"jul\0iet@example.com"_s));
    row("delete in the local part", u"jul\u007fiet@example.com"_s);
    row("a control of Latin-1", u"jul\u0085iet@example.com"_s);
    row("no-break space", u"jul\u00a0iet@example.com"_s);
    row("ideographic space", u"jul\u3000iet@example.com"_s);
    row("wide at sign in the local part", u"jul\uff20iet@example.com"_s);
    row("a ligature", u"\ufb01ona@example.com"_s);
    row("superscript", u"x\u00b2@example.com"_s);
    row("emoji", u"\U0001f600@example.com"_s);
    row("zero-width space", u"jul\u200biet@example.com"_s);
    row("soft hyphen", u"jul\u00adiet@example.com"_s);
    row("right-to-left override", u"jul\u202eiet@example.com"_s);
    row("byte-order mark", u"\ufeffjuliet@example.com"_s);
    row("variation selector", u"juliet\ufe0f@example.com"_s);
    row("tatweel", u"\u0631\u0640\u0648@example.com"_s);
    row("old jamo", u"\u1100@example.com"_s);
    row("private use", u"\ue000@example.com"_s);
    row("unassigned", u"\u0378@example.com"_s);
    row("lone surrogate in the local part", QString(u"a"_s + QChar(0xd800) + u"@example.com"_s));
    row("lone surrogate in the domain", QString(u"a@b"_s + QChar(0xd800)));
    row("lone surrogate in the resource", QString(u"a@example.com/"_s + QChar(0xdc00)));

    row("space in the domain", u"juliet@exam ple.com"_s);
    row("dot first", u"juliet@.example.com"_s);
    row("dot only", u"juliet@."_s);
    row("two dots", u"juliet@example..com"_s);
    row("two dots last", u"juliet@example.com.."_s);
    row("port", u"juliet@example.com:5222"_s);
    row("percent", u"juliet@example%2ecom"_s);
    row("hyphen first", u"juliet@-example.com"_s);
    row("hyphen last", u"juliet@example-.com"_s);
    row("zero-width joiner in the domain", u"juliet@a\u200d.example"_s);
    row("label of 64 bytes", u"juliet@"_s + u"a"_s.repeated(64) + u".com"_s);
    row("name of 254 bytes", u"juliet@"_s + u"aaaaaaa."_s.repeated(31) + u"bb.com"_s);
    row("IPv6 without brackets", u"juliet@::1"_s);
    row("half a bracket", u"juliet@[::1"_s);
    row("empty brackets", u"juliet@[]"_s);
    row("IPv4 in brackets", u"juliet@[127.0.0.1]"_s);
    row("name in brackets", u"juliet@[example.com]"_s);
    row("IPv6 with a zone", u"juliet@[fe80::1%eth0]"_s);
    row("IPv6 with a port", u"juliet@[::1]:5222"_s);

    row("control in the resource", u"juliet@example.com/a\u0007b"_s);
    row("line break in the resource", u"juliet@example.com/a\nb"_s);
    row("tab in the resource", u"juliet@example.com/a\tb"_s);
    row("a control of Latin-1 in the resource", u"juliet@example.com/a\u0090"_s);
    row("non-character in the resource", u"juliet@example.com/\ufffe"_s);
    row("local part over 1023 bytes", u"a"_s.repeated(maxPartBytes + 1) + u"@example.com"_s);
    row("local part over 1023 bytes, not characters", u"é"_s.repeated(maxPartBytes / 2 + 1) + u"@example.com"_s);
    row("resource over 1023 bytes", u"juliet@example.com/"_s + u"a"_s.repeated(maxPartBytes + 1));
    row("resource over 1023 bytes, not characters",
        u"juliet@example.com/"_s + u"\u265a"_s.repeated(maxPartBytes / 3 + 1));
    row("domain over 1023 bytes", u"juliet@"_s + u"a."_s.repeated(600));
    row("a megabyte", u"a"_s.repeated(1'000'000));
}

void TestJid::rejectsInvalidAddresses()
{
    QFETCH(const QString, text);
    const auto jid = Jid::parse(text);
    QVERIFY2(!jid, qPrintable(jid ? jid->toString().left(100) : QString()));
    QCOMPARE(jid.error().code, ProblemCode::InvalidJid);
    QVERIFY(!jid.error().detail.isEmpty());
    QVERIFY(jid.error().detail.size() < 200);
}

void TestJid::equalAddressesHaveEqualText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normalised");
    const auto row = [](const char *name, const QString &text, const QString &normalised) {
        QTest::newRow(name) << text << normalised;
    };
    row("case of local part and domain, not of the resource", u"JuLiEt@EXAMPLE.com/FooBar"_s,
        u"juliet@example.com/FooBar"_s);
    row("case beyond ASCII", u"ЮЛИЯ@Пример.РФ/Дом"_s, u"юлия@пример.рф/Дом"_s);
    row("composed letters", u"rene\u0301@example.com/e\u0301"_s, u"ren\u00e9@example.com/\u00e9"_s);
    row("Ångström sign", u"\u212b@example.com"_s, u"\u00e5@example.com"_s);
    row("wide letters", u"\uff4a\uff55\uff4c\uff49\uff45\uff54@\uff45xample.com"_s, u"juliet@example.com"_s);
    row("narrow Katakana", u"\uff76\uff9e@example.com"_s, u"\u30ac@example.com"_s);
    row("the root's dot", u"juliet@example.com./a"_s, u"juliet@example.com/a"_s);
    row("A-labels", u"juliet@xn--e1afmkfd.xn--p1ai"_s, u"juliet@пример.рф"_s);
    row("A-labels under any top-level domain", u"juliet@XN--mnchen-3ya.example"_s, u"juliet@münchen.example"_s);
    row("upper case under any top-level domain", u"juliet@MÜNCHEN.example"_s, u"juliet@münchen.example"_s);
    row("ideographic full stop", u"juliet@example\u3002com"_s, u"juliet@example.com"_s);
    row("IPv6 in another form", u"juliet@[2001:DB8:0:0:0:0:0:1]"_s, u"juliet@[2001:db8::1]"_s);
    row("IPv4 in another form", u"juliet@127.1"_s, u"juliet@127.0.0.1"_s);
    row("IPv4 behind an invisible mark", u"juliet@127.1\ufe00"_s, u"juliet@127.0.0.1"_s);
    row("other spaces in the resource", u"juliet@example.com/a\u00a0b\u3000c"_s, u"juliet@example.com/a b c"_s);
    row("compatibility characters in the resource stay", u"juliet@example.com/\u2163\ufb01"_s,
        u"juliet@example.com/\u2163\ufb01"_s);
}

void TestJid::equalAddressesHaveEqualText()
{
    QFETCH(const QString, text);
    QFETCH(const QString, normalised);
    QCOMPARE(parsed(text), normalised);
    QCOMPARE(*Jid::parse(text), *Jid::parse(normalised));
    QCOMPARE(qHash(*Jid::parse(text)), qHash(*Jid::parse(normalised)));
    QSet<Jid> set{*Jid::parse(text)};
    QVERIFY(set.contains(*Jid::parse(normalised)));
}

void TestJid::differentAddressesDiffer_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::newRow("sharp s and ss") << u"fu\u00dfball@example.com"_s << u"fussball@example.com"_s;
    QTest::newRow("the sigmas") << u"\u03c3@example.com"_s << u"\u03c2@example.com"_s;
    QTest::newRow("sharp s and ss in the domain") << u"a@stra\u00dfe.example"_s << u"a@strasse.example"_s;
    QTest::newRow("resources by case") << u"a@example.com/B"_s << u"a@example.com/b"_s;
    QTest::newRow("bare and full") << u"a@example.com"_s << u"a@example.com/b"_s;
    QTest::newRow("where the '@' is") << u"a@example.com/b"_s << u"example.com/a@b"_s;
    QTest::newRow("Latin and Cyrillic") << u"a@example.com"_s << u"\u0430@example.com"_s;
}

void TestJid::differentAddressesDiffer()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);
    const auto left = Jid::parse(a);
    const auto right = Jid::parse(b);
    QVERIFY(left && right);
    QVERIFY(*left != *right);
    QCOMPARE((QSet<Jid>{*left, *right}.size()), 2);
}

void TestJid::partsMayBeAsLongAsAllowed_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("local part") << u"a"_s.repeated(maxPartBytes) + u"@example.com"_s;
    QTest::newRow("local part of three-byte characters") << u"\uac00"_s.repeated(maxPartBytes / 3) + u"@example.com"_s;
    QTest::newRow("label") << u"a@"_s + u"b"_s.repeated(63) + u".com"_s;
    QTest::newRow("domain") << u"a@"_s + u"aaaaaaa."_s.repeated(31) + u"b.com"_s;
    QTest::newRow("resource") << u"a@example.com/"_s + u"b"_s.repeated(maxPartBytes);
    QTest::newRow("resource of three-byte characters") << u"a@example.com/"_s + u"\u265a"_s.repeated(maxPartBytes / 3);
}

void TestJid::partsMayBeAsLongAsAllowed()
{
    QFETCH(const QString, text);
    QCOMPARE(parsed(text), text);
}

void TestJid::normalizationIsIdempotent()
{
    for (const char16_t *text :
         {u"JuLiEt@EXAMPLE.com/FooBar", u"Σ@ΠΩΣ.example", u"\u212b\uff76\uff9e@XN--mnchen-3ya.example",
          u"İ@example.com", u"a@[::FFFF:1.2.3.4]", u"ẞ@example.com", u"a@☃.example"}) {
        const auto once = Jid::parse(QString::fromUtf16(text));
        QVERIFY2(once, qPrintable(QString::fromUtf16(text)));
        QCOMPARE(parsed(once->toString()), once->toString());
    }
}

void TestJid::parseBareRejectsAResource()
{
    QCOMPARE(Jid::parseBare(u"Juliet@Example.com"_s)->toString(), u"juliet@example.com"_s);
    QVERIFY(Jid::parseBare(u"example.com"_s));
    for (const char16_t *text :
         {u"juliet@example.com/foo", u"example.com/foo", u"juliet@example.com/", u"", u"juliet@"}) {
        const auto jid = Jid::parseBare(QString::fromUtf16(text));
        QVERIFY(!jid);
        QCOMPARE(jid.error().code, ProblemCode::InvalidJid);
    }
    QVERIFY(Jid::parseBare(u"juliet@example.com/foo"_s).error().detail.contains(u"bare"_s));
}

void TestJid::bareRemovesTheResource()
{
    const Jid full = *Jid::parse(u"juliet@example.com/foo@bar/baz"_s);
    QVERIFY(!full.isBare());
    QVERIFY(full.bare().isBare());
    QCOMPARE(full.bare(), *Jid::parse(u"juliet@example.com"_s));
    QCOMPARE(full.bare().bare(), full.bare());
    QCOMPARE(Jid::parse(u"example.com/a@b"_s)->bare().local(), QString());
}

void TestJid::aNullJidIsEmpty()
{
    const Jid null;
    QVERIFY(null.isNull());
    QVERIFY(null.isBare());
    QVERIFY(null.bare().isNull());
    for (const QString &part : {null.toString(), null.local(), null.domain(), null.resource()})
        QVERIFY(part.isEmpty());
    QCOMPARE(null, Jid());
    QCOMPARE(Jid::fromServer({}), null);
    QVERIFY(null != *Jid::parse(u"example.com"_s));
}

void TestJid::fromServerDoesNotValidate()
{
    const Jid odd = Jid::fromServer(u"Not Valid\u265a@Some Where/ "_s);
    QCOMPARE(odd.toString(), u"Not Valid\u265a@Some Where/ "_s);
    QCOMPARE(odd.local(), u"Not Valid\u265a"_s);
    QCOMPARE(odd.domain(), u"Some Where"_s);
    QCOMPARE(odd.resource(), u" "_s);
    QCOMPARE(Jid::fromServer(u"juliet@example.com/foo"_s), *Jid::parse(u"juliet@example.com/foo"_s));
    // For any input the accessors are safe.
    for (const char16_t *text : {u"@", u"/", u"@/", u"a@", u"/@", u"@@//@"}) {
        const Jid jid = Jid::fromServer(QString::fromUtf16(text));
        QCOMPARE(jid.local() + (jid.toString().contains(u'@') && !jid.toString().startsWith(u'/') ? u"@"_s : QString())
                     + jid.domain() + (jid.isBare() ? QString() : u'/' + jid.resource()),
                 jid.toString());
    }
}

void TestJid::sortsByText()
{
    QList<Jid> jids;
    for (const char16_t *text : {u"b@example.com", u"a@example.com/x", u"a@example.com", u"c.example"})
        jids.append(*Jid::parse(QString::fromUtf16(text)));
    std::ranges::sort(jids);
    QStringList texts;
    for (const Jid &jid : jids)
        texts.append(jid.toString());
    QCOMPARE(texts, (QStringList{u"a@example.com"_s, u"a@example.com/x"_s, u"b@example.com"_s, u"c.example"_s}));
}

QTEST_GUILESS_MAIN(TestJid)
#include "tst_jid.moc"
