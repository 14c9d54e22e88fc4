// SPDX-License-Identifier: GPL-3.0-or-later
#include "framedpieces.h"

#include <QRandomGenerator>

#include <utility>

using namespace WebJabber;

// A stream of the corpus: its bytes, and the pieces that it consists of.
struct Stream {
    QByteArray bytes;
    QList<Piece> pieces;

    Stream &open(const QByteArray &xml) { return add(Kind::StreamOpen, xml); }
    Stream &stanza(const QByteArray &xml) { return add(Kind::Stanza, xml); }
    Stream &close(const QByteArray &xml) { return add(Kind::StreamClose, xml); }
    Stream &ignored(const QByteArray &xml)
    {
        bytes += xml;
        return *this;
    }

private:
    Stream &add(Kind kind, const QByteArray &xml)
    {
        bytes += xml;
        pieces.append({kind, xml});
        return *this;
    }
};

static Stream opened()
{
    return Stream().ignored("<?xml version='1.0'?>").open(header);
}

using Corpus = QList<std::pair<const char *, Stream>>;

// What may appear in text, and what only resembles markup there.
static Corpus textCorpus()
{
    Corpus corpus;
    corpus.emplaceBack("text of two bytes", opened().stanza("<message><body>Привет, Джульетта — é</body></message>"));
    corpus.emplaceBack("text of three bytes", opened().stanza("<message><body>ジュリエット ☃ €</body></message>"));
    corpus.emplaceBack("text of four bytes",
                       opened().stanza("<message><body>😀👩‍👩‍👧‍👦𝄞</body></message>"));
    corpus.emplaceBack("multi-byte names and attributes",
                       opened().stanza("<сообщение имя='Ромео 😀'><тело/></сообщение>"));
    corpus.emplaceBack(
        "entities",
        opened().stanza("<message><body>&lt;stream:stream&gt; &amp; &quot;&apos; &#x10FFFF; &#38;</body></message>"));
    corpus.emplaceBack("CDATA with markup",
                       opened()
                           .stanza("<message><body><![CDATA[</body></message><presence/>]]></body></message>")
                           .stanza("<presence/>"));
    corpus.emplaceBack("CDATA with brackets",
                       opened().stanza("<a><![CDATA[]]]]><![CDATA[>]] >]>]]></a>").stanza("<b/>"));
    corpus.emplaceBack("empty CDATA", opened().stanza("<a><![CDATA[]]></a>").stanza("<b/>"));
    corpus.emplaceBack("CDATA that is only brackets", opened().stanza("<a><![CDATA[]]]]]></a>").stanza("<b/>"));
    corpus.emplaceBack("CDATA with '>' first", opened().stanza("<a><![CDATA[>]]></a>").stanza("<b/>"));
    corpus.emplaceBack("CDATA with a comment", opened().stanza("<a><![CDATA[<!--]]></a>").stanza("<b/>"));
    corpus.emplaceBack("']]>' in text, which the parser refuses", opened().stanza("<a>]]></a>").stanza("<b/>"));
    return corpus;
}

static Corpus markupCorpus()
{
    Corpus corpus;
    corpus.emplaceBack("comment with markup", opened().stanza("<a><!-- </a><b> ' \" <![CDATA[ --></a>").stanza("<b/>"));
    corpus.emplaceBack("empty comment", opened().stanza("<a><!----></a>").stanza("<b/>"));
    corpus.emplaceBack("comment that looks ended", opened().stanza("<a><!--></a><b/>--></a>").stanza("<c/>"));
    corpus.emplaceBack("comment that looks ended a little later",
                       opened().stanza("<a><!---></a><b/>--></a>").stanza("<c/>"));
    corpus.emplaceBack("comment with dashes", opened().stanza("<a><!-- - -> -- > ---></a>").stanza("<b/>"));
    corpus.emplaceBack("comments between stanzas",
                       opened().ignored("<!-- <a> -->").stanza("<a/>").ignored("<!-->--><!---->").stanza("<b></b>"));
    corpus.emplaceBack("comment before the header",
                       Stream().ignored("<!-- <stream:stream> -->").open(header).stanza("<a/>"));
    corpus.emplaceBack("processing instruction in a stanza", opened().stanza("<a><?php '</a>' ?></a>").stanza("<b/>"));
    corpus.emplaceBack("processing instruction that looks ended", opened().stanza("<a><?></a>?></a>").stanza("<b/>"));
    corpus.emplaceBack("'>' and '<' in attributes",
                       opened().stanza("<a b='>' c=\"/>\" d='</a>' e='<'><f g='/'></f></a>").stanza("<b a='/'/>"));
    corpus.emplaceBack("each quote in the other",
                       opened().stanza("<a b='\"' c=\"'\"><d e=\"it's > '\"/></a>").stanza("<b/>"));
    corpus.emplaceBack("quotes in text", opened().stanza("<a>it's \"</a>").stanza("<b/>"));
    corpus.emplaceBack("slashes in attributes", opened().stanza("<a b='c/'>/</a>").stanza("<a b='c/'/>"));
    corpus.emplaceBack(
        "self-closing stanzas",
        opened().stanza("<presence/>").stanza("<r xmlns='urn:xmpp:sm:3'/>").stanza("<a b = 'c' />").stanza("<a\n/>"));
    corpus.emplaceBack("self-closing at the end of a stanza",
                       opened().stanza("<iq><query/></iq>").stanza("<iq><query/> <query/></iq>"));
    corpus.emplaceBack("stanza broken into lines",
                       opened().stanza("<a\n b='1'\r\n\tc='2'\n>\n <d\n/>\n</a\n>").stanza("<b/>"));
    corpus.emplaceBack("nested elements of one name",
                       opened().stanza("<a><a><a/><a></a></a></a>").stanza("<a/>").stanza("<a></a>"));
    corpus.emplaceBack(
        "a stream within a stanza",
        opened().stanza("<message><stream:stream><stream:stream/></stream:stream></message>").stanza("<b/>"));
    corpus.emplaceBack("names that begin alike",
                       opened()
                           .stanza("<stream:features><a/></stream:features>")
                           .stanza("<stream:streams/>")
                           .stanza("<stream:strea></stream:strea>"));
    return corpus;
}

// What may appear between stanzas.
static Corpus streamCorpus()
{
    Corpus corpus;
    corpus.emplaceBack("nothing", Stream());
    corpus.emplaceBack("header only", opened());
    corpus.emplaceBack("header and close", opened().close("</stream:stream>"));
    corpus.emplaceBack("header without a declaration", Stream().open(header).stanza("<presence/>"));
    corpus.emplaceBack("declaration, white space and line breaks",
                       Stream()
                           .ignored("\n<?xml version=\"1.0\" encoding='UTF-8'?>\r\n")
                           .open("<stream:stream\n  version='1.0'\t>")
                           .ignored("\n\n")
                           .stanza("<a/>"));
    corpus.emplaceBack(
        "white space between stanzas",
        opened().stanza("<a/>").ignored("\n").stanza("<b/>").ignored(" \t\r\n ").stanza("<c></c>").ignored("\n"));
    corpus.emplaceBack("restart after SASL",
                       opened()
                           .stanza("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>dj1=</success>")
                           .ignored("<?xml version='1.0'?>")
                           .open(header)
                           .stanza("<stream:features/>")
                           .stanza("<a/>")
                           .close("</stream:stream>"));
    corpus.emplaceBack("restart without a declaration",
                       opened().stanza("<success/>").open(header).open("<stream:stream >").stanza("<a/>"));
    corpus.emplaceBack("another prefix",
                       Stream()
                           .open("<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:client'>")
                           .stanza("<s:features/>")
                           .stanza("<stream:stream></stream:stream>")
                           .open("<s:stream>")
                           .close("</s:stream>"));
    corpus.emplaceBack("no prefix",
                       Stream()
                           .open("<stream xmlns='http://etherx.jabber.org/streams'>")
                           .stanza("<features/>")
                           .open("<stream>")
                           .close("</stream>"));
    corpus.emplaceBack("a new stream after the end of one",
                       opened()
                           .close("</stream:stream>")
                           .ignored("\n<?xml version='1.0'?>")
                           .open(header)
                           .stanza("<a/>")
                           .close("</stream:stream >"));
    corpus.emplaceBack(
        "features, TLS, restart and an error",
        opened()
            .stanza("<stream:features><starttls "
                    "xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>")
            .stanza("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
            .ignored("<?xml version='1.0'?>")
            .open(header)
            .stanza("<stream:error><host-gone xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>")
            .close("</stream:stream>"));
    return corpus;
}

static Corpus corpus()
{
    return textCorpus() + markupCorpus() + streamCorpus();
}

// The boundaries of a stream's pieces, for any boundaries of its reads.
class tst_StanzaFramer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samePiecesForEverySplit_data();
    void samePiecesForEverySplit();
    void manyAppendsMayPrecedeNext();
    void whiteSpaceAloneIsAKeepAlive_data();
    void whiteSpaceAloneIsAKeepAlive();
    void whiteSpaceInAStanzaIsNoKeepAlive();
    void reportsUnreadBytes();

    void rejectsRestrictedXml_data();
    void rejectsRestrictedXml();
    void anErrorStaysUntilReset();
    void resetClearsTheState_data();
    void resetClearsTheState();

    void mutatedStreamsAreFramedTheSameForEverySplit();
    void randomMarkupNeverBreaksTheFramer();
};

void tst_StanzaFramer::samePiecesForEverySplit_data()
{
    QTest::addColumn<Stream>("stream");
    for (const auto &[name, stream] : corpus())
        QTest::newRow(name) << stream;
}

void tst_StanzaFramer::samePiecesForEverySplit()
{
    QFETCH(const Stream, stream);
    const Outcome expected{stream.pieces, std::nullopt};
    const QByteArrayView bytes = stream.bytes;
    QCOMPARE(withoutWhitespace(frame({bytes})), expected);
    QCOMPARE(withoutWhitespace(frame(byteByByte(bytes))), expected);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        const Outcome outcome = withoutWhitespace(frame({bytes.first(cut), bytes.sliced(cut)}));
        if (outcome != expected) // the row's name does not contain the boundary
            qInfo("cut after %lld bytes: %s", qlonglong(cut), bytes.first(cut).toByteArray().constData());
        QCOMPARE(outcome, expected);
    }
}

void tst_StanzaFramer::manyAppendsMayPrecedeNext()
{
    for (const auto &[name, stream] : corpus()) {
        StanzaFramer framer(usualBound);
        for (const QByteArrayView read : byteByByte(stream.bytes))
            framer.append(read);
        Outcome outcome;
        drain(framer, outcome);
        QCOMPARE(withoutWhitespace(outcome), (Outcome{stream.pieces, std::nullopt}));
    }
}

void tst_StanzaFramer::whiteSpaceAloneIsAKeepAlive_data()
{
    QTest::addColumn<QByteArray>("read");
    for (const char *read : {" ", "\n", "\r\n", "\t", "   \n\n"})
        QTest::addRow("%s", QByteArray(read).toPercentEncoding().constData()) << QByteArray(read);
}

void tst_StanzaFramer::whiteSpaceAloneIsAKeepAlive()
{
    QFETCH(const QByteArray, read);
    StanzaFramer framer(usualBound);
    Outcome outcome;
    framer.append(header);
    drain(framer, outcome);
    for (int i = 0; i < 3; ++i) {
        outcome = {};
        framer.append(read);
        drain(framer, outcome);
        QCOMPARE(outcome, (Outcome{{{Kind::Whitespace, {}}}, std::nullopt}));
    }
    // If a stanza follows, the stanza itself shows that the server is alive.
    outcome = {};
    framer.append(read + "<a/>");
    drain(framer, outcome);
    QCOMPARE(outcome, (Outcome{{{Kind::Stanza, "<a/>"}}, std::nullopt}));
}

void tst_StanzaFramer::whiteSpaceInAStanzaIsNoKeepAlive()
{
    const Outcome outcome = frame({header, "<message> ", " \n", " <body> ", "  ", "</body> </message>"});
    QCOMPARE(outcome,
             (Outcome{{{Kind::StreamOpen, header}, {Kind::Stanza, "<message>  \n <body>   </body> </message>"}},
                      std::nullopt}));
}

void tst_StanzaFramer::reportsUnreadBytes()
{
    StanzaFramer framer(usualBound);
    QVERIFY(!framer.hasUnread());
    framer.append(header + "<proceed/>" + "<a/>");
    QVERIFY(framer.hasUnread());
    QCOMPARE((*framer.next())->kind, Kind::StreamOpen);
    QCOMPARE((*framer.next())->xml, QByteArrayView("<proceed/>"));
    QVERIFY(framer.hasUnread());
    QCOMPARE((*framer.next())->xml, QByteArrayView("<a/>"));
    QVERIFY(!framer.hasUnread());
}

void tst_StanzaFramer::rejectsRestrictedXml_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Error>("error");
    const auto row = [](const char *name, const QByteArray &bytes, Error error) {
        QTest::newRow(name) << bytes << error;
    };
    row("DOCTYPE before the header", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>", Error::Restricted);
    row("DOCTYPE after the header", header + "<!DOCTYPE a>", Error::Restricted);
    row("DOCTYPE in a stanza", header + "<a><!DOCTYPE a>", Error::Restricted);
    row("entity declaration", header + "<a><!ENTITY lol 'lol'>", Error::Restricted);
    row("almost a comment", header + "<a><!- -->", Error::Restricted);
    row("almost CDATA", header + "<a><![cdata[", Error::Restricted);
    row("text before the header", "HTTP/1.1 400 Bad Request\r\n", Error::NotWellFormed);
    row("TLS instead of XML", QByteArray("\x16\x03\x01\x02\x00\x01", 6), Error::NotWellFormed);
    row("NUL between stanzas", header + QByteArray(1, '\0'), Error::NotWellFormed);
    row("text between stanzas", header + "<a/>text", Error::NotWellFormed);
    row("an entity between stanzas", header + "&#32;", Error::NotWellFormed);
    row("multi-byte white space between stanzas", header + "\xc2\xa0", Error::NotWellFormed);
    row("a close before the header", "</stream:stream>", Error::NotWellFormed);
    row("a close after the close", header + "</stream:stream></stream:stream>", Error::NotWellFormed);
    row("two '<'", header + "<<a/>", Error::NotWellFormed);
    row("'<' in a tag", header + "<a <b/>", Error::NotWellFormed);
    row("'<' right after a name", header + "<a<", Error::NotWellFormed);
    row("'<' after an attribute", header + "<a b='c'<d>", Error::NotWellFormed);
    row("'<>'", header + "<>", Error::NotWellFormed);
    row("self-closing stream", "<stream:stream/>", Error::NotWellFormed);
    row("self-closing restart", header + "<stream:stream />", Error::NotWellFormed);
}

void tst_StanzaFramer::rejectsRestrictedXml()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Error, error);
    QCOMPARE(frame({bytes}).error, error);
    QCOMPARE(frame(byteByByte(bytes)).error, error);
}

void tst_StanzaFramer::anErrorStaysUntilReset()
{
    StanzaFramer framer(usualBound);
    framer.append(header + "<a/>text<b/>");
    QCOMPARE((*framer.next())->kind, Kind::StreamOpen);
    QCOMPARE((*framer.next())->xml, QByteArrayView("<a/>"));
    for (int i = 0; i < 3; ++i) {
        const auto next = framer.next();
        QVERIFY(!next);
        QCOMPARE(next.error(), Error::NotWellFormed);
        framer.append(header + "<c/>");
    }
    framer.reset();
    QVERIFY(framer.next() && !*framer.next());
    framer.append(header + "<c/>");
    QCOMPARE((*framer.next())->kind, Kind::StreamOpen);
    QCOMPARE((*framer.next())->xml, QByteArrayView("<c/>"));
}

void tst_StanzaFramer::resetClearsTheState_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a declaration") << QByteArray("<?xm");
    QTest::newRow("half a header") << header.first(30);
    QTest::newRow("in an attribute") << header + "<a b='";
    QTest::newRow("deep in a stanza") << header + "<a><a><a><a>";
    QTest::newRow("in CDATA") << header + "<a><![CDATA[ ";
    QTest::newRow("in a comment") << header + "<!--";
    QTest::newRow("in half a mark") << header + "<a><!";
    QTest::newRow("white space") << header + "  ";
    QTest::newRow("stanzas not asked for") << header + "<a/><b/>";
    QTest::newRow("too large") << header + "<a>" + QByteArray(usualBound, 'x');
}

void tst_StanzaFramer::resetClearsTheState()
{
    QFETCH(const QByteArray, before);
    for (const bool asked : {false, true}) {
        StanzaFramer framer(usualBound);
        framer.append(before);
        Outcome ignored;
        if (asked)
            drain(framer, ignored);
        framer.reset();
        QVERIFY(!framer.hasUnread());
        Outcome outcome;
        drain(framer, outcome);
        QCOMPARE(outcome, Outcome());
        framer.append("<s xmlns='x'><s2/></s>"); // another name than before
        drain(framer, outcome);
        QCOMPARE(outcome,
                 (Outcome{{{Kind::StreamOpen, "<s xmlns='x'>"}, {Kind::Stanza, "<s2/>"}, {Kind::StreamClose, "</s>"}},
                          std::nullopt}));
    }
}

static QList<QByteArrayView> cutAtRandom(QByteArrayView bytes, QRandomGenerator &random)
{
    QList<QByteArrayView> reads;
    while (!bytes.isEmpty()) {
        const auto size = qsizetype(random.bounded(1, int(bytes.size()) + 1));
        reads.append(bytes.first(size));
        bytes = bytes.sliced(size);
    }
    return reads;
}

// For any input the pieces are parts of it, in order and within the limit, and the boundaries of reads do not matter.
static void verifyFraming(const QByteArray &bytes, qsizetype bound, QRandomGenerator &random)
{
    const Outcome whole = withoutWhitespace(frame({bytes}, bound));
    qsizetype from = 0;
    for (const Piece &piece : whole.pieces) {
        if (piece.kind == Kind::Excess)
            continue;
        const bool isWhole = piece.kind < Kind::Excess;
        QVERIFY(piece.xml.size() >= 3 && piece.xml.size() <= bound);
        QVERIFY(piece.xml.startsWith('<') && (!isWhole || piece.xml.endsWith('>')));
        from = bytes.indexOf(piece.xml, from);
        QVERIFY2(from >= 0, piece.xml.constData());
        from += isWhole ? piece.xml.size() : piece.bytes;
        QVERIFY(isWhole || bytes.at(from - 1) == '>');
    }
    const Outcome cut = withoutWhitespace(frame(cutAtRandom(bytes, random), bound));
    if (cut != whole)
        qInfo("bound %lld, bytes %s", qlonglong(bound), bytes.toPercentEncoding(" <>=/!?'\"[]:").constData());
    QCOMPARE(cut, whole);
}

static void mutate(QByteArray &bytes, const QByteArray &other, QRandomGenerator &random)
{
    static constexpr QByteArrayView marks = "<>/!?-[]'\"= &;\n";
    const qsizetype at = random.bounded(int(bytes.size()) + 1);
    const auto length = qsizetype(random.bounded(20));
    switch (random.bounded(5)) {
    case 0:
        if (at < bytes.size())
            bytes[at] = char(random.bounded(256));
        break;
    case 1:
        bytes.insert(at, marks.at(random.bounded(int(marks.size()))));
        break;
    case 2:
        bytes.remove(at, length);
        break;
    case 3:
        bytes.insert(at, bytes.sliced(at, std::min(length, bytes.size() - at)));
        break;
    default:
        const qsizetype from = random.bounded(int(other.size()) + 1);
        bytes.insert(at, other.sliced(from, std::min(length, other.size() - from)));
    }
}

void tst_StanzaFramer::mutatedStreamsAreFramedTheSameForEverySplit()
{
    QRandomGenerator random(20'120'904);
    const auto streams = corpus();
    const auto pick = [&] { return streams.at(random.bounded(int(streams.size()))).second.bytes; };
    for (int i = 0; i < 30'000 && !QTest::currentTestFailed(); ++i) {
        QByteArray bytes = pick();
        for (int n = random.bounded(1, 6); n > 0; --n)
            mutate(bytes, pick(), random);
        verifyFraming(bytes, random.bounded(2) ? usualBound : random.bounded(20, 400), random);
    }
}

void tst_StanzaFramer::randomMarkupNeverBreaksTheFramer()
{
    static constexpr QByteArrayView alphabet = "<<<>>>/!?-[]'\" aCDAT";
    QRandomGenerator random(42);
    for (int i = 0; i < 20'000 && !QTest::currentTestFailed(); ++i) {
        QByteArray bytes = random.bounded(4) ? QByteArray("<s>") : QByteArray();
        for (int n = random.bounded(60); n > 0; --n)
            bytes += alphabet.at(random.bounded(int(alphabet.size())));
        verifyFraming(bytes, 40, random);
    }
}

QTEST_GUILESS_MAIN(tst_StanzaFramer)
#include "tst_stanzaframer.moc"
