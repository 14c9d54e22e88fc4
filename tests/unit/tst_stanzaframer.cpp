// SPDX-License-Identifier: GPL-3.0-or-later
#include <stanzaframer.h>

#include <QList>
#include <QRandomGenerator>
#include <QTest>

#include <malloc.h>

#include <utility>

using namespace WebJabber;

using Kind = StanzaFramer::Kind;
using Error = StanzaFramer::Error;

static constexpr qsizetype usualBound = 256 * 1024;
static constexpr qsizetype readBytes = 64 * 1024;

// A frame that owns its bytes.
struct Piece {
    Kind kind;
    QByteArray xml;
    qsizetype bytes = 0; // of one that was passed over
    Error reason = Error::TooLarge; // of one that was passed over
    bool operator==(const Piece &) const = default;
};

struct Outcome {
    QList<Piece> pieces;
    std::optional<Error> error;
    bool operator==(const Outcome &) const = default;
};

namespace QTest {
template<>
char *toString(const Outcome &outcome)
{
    QByteArray text = outcome.error ? "error " + QByteArray::number(int(*outcome.error)) : "no error";
    for (const Piece &piece : outcome.pieces)
        text += " | " + QByteArray::number(int(piece.kind)) + ' ' + piece.xml.left(200);
    return qstrdup(text.constData());
}
} // namespace QTest

static Piece pieceOf(const StanzaFramer::Frame &frame)
{
    if (frame.kind == Kind::Excess) // how much of it came so far is no matter
        return {frame.kind, {}, 0, frame.reason};
    return {frame.kind, frame.xml.toByteArray(), frame.bytes, frame.reason};
}

// What the framer makes of what it has.
static void drain(StanzaFramer &framer, Outcome &outcome)
{
    while (!outcome.error) {
        const auto frame = framer.next();
        if (!frame)
            outcome.error = frame.error();
        else if (*frame)
            outcome.pieces.append(pieceOf(**frame));
        else
            return;
    }
}

// Where reads are cut decides when white space is reported, but nothing else.
static Outcome withoutWhitespace(Outcome outcome)
{
    outcome.pieces.removeIf([](const Piece &piece) { return piece.kind == Kind::Whitespace; });
    return outcome;
}

static Outcome frame(const QList<QByteArrayView> &reads, qsizetype bound = usualBound)
{
    StanzaFramer framer(bound);
    Outcome outcome;
    for (const QByteArrayView read : reads) {
        framer.append(read);
        drain(framer, outcome);
    }
    return outcome;
}

// A stanza that is passed over: what is reported of it.
static QList<Piece> leftOut(const QByteArray &stanza, qsizetype bound = usualBound, Error reason = Error::TooLarge)
{
    const qsizetype kept = std::min({bound, StanzaFramer::keptBytes, stanza.size()});
    return {{Kind::Excess, {}, 0, reason}, {Kind::LeftOut, stanza.first(kept), stanza.size(), reason}};
}

static QList<QByteArrayView> byteByByte(QByteArrayView stream)
{
    QList<QByteArrayView> reads;
    for (qsizetype i = 0; i < stream.size(); ++i)
        reads.append(stream.sliced(i, 1));
    return reads;
}

// A stream of the corpus: its bytes, and the pieces it was put together from.
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

static const QByteArray header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                                 "from='localhost' id='8d6f' version='1.0' xml:lang='en'>";

static Stream opened()
{
    return Stream().ignored("<?xml version='1.0'?>").open(header);
}

using Corpus = QList<std::pair<const char *, Stream>>;

// What may stand in text, and what only looks like markup there.
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

// What happens around stanzas.
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

class TestStanzaFramer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samePiecesWhereverTheReadsAreCut_data();
    void samePiecesWhereverTheReadsAreCut();
    void manyReadsMayComeBeforeTheFirstQuestion();
    void whiteSpaceAloneIsAKeepAlive_data();
    void whiteSpaceAloneIsAKeepAlive();
    void whiteSpaceInAStanzaIsNoKeepAlive();
    void tellsWhetherBytesAreUnread();

    void aPieceAtTheBoundPassesAndOneOverDoesNot_data();
    void aPieceAtTheBoundPassesAndOneOverDoesNot();
    void aStanzaOverABoundIsPassedOver_data();
    void aStanzaOverABoundIsPassedOver();
    void tooMuchMarkupIsPassedOver_data();
    void tooMuchMarkupIsPassedOver();
    void aBoundCanBeRaisedForOneStanza();
    void whatNeverEndsIsTooLarge_data();
    void whatNeverEndsIsTooLarge();
    void keepsNoMoreThanTheBound_data();
    void keepsNoMoreThanTheBound();

    void nestingIsBounded_data();
    void nestingIsBounded();
    void refusesWhatNoStreamHolds_data();
    void refusesWhatNoStreamHolds();
    void anErrorStaysUntilReset();
    void resetForgetsEverything_data();
    void resetForgetsEverything();

    void mutatedStreamsAreFramedTheSameWhereverCut();
    void randomMarkupNeverBreaksTheFramer();
};

void TestStanzaFramer::samePiecesWhereverTheReadsAreCut_data()
{
    QTest::addColumn<Stream>("stream");
    for (const auto &[name, stream] : corpus())
        QTest::newRow(name) << stream;
}

void TestStanzaFramer::samePiecesWhereverTheReadsAreCut()
{
    QFETCH(const Stream, stream);
    const Outcome expected{stream.pieces, std::nullopt};
    const QByteArrayView bytes = stream.bytes;
    QCOMPARE(withoutWhitespace(frame({bytes})), expected);
    QCOMPARE(withoutWhitespace(frame(byteByByte(bytes))), expected);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        const Outcome outcome = withoutWhitespace(frame({bytes.first(cut), bytes.sliced(cut)}));
        if (outcome != expected) // the row's name does not tell the cut
            qInfo("cut after %lld bytes: %s", qlonglong(cut), bytes.first(cut).toByteArray().constData());
        QCOMPARE(outcome, expected);
    }
}

void TestStanzaFramer::manyReadsMayComeBeforeTheFirstQuestion()
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

void TestStanzaFramer::whiteSpaceAloneIsAKeepAlive_data()
{
    QTest::addColumn<QByteArray>("read");
    for (const char *read : {" ", "\n", "\r\n", "\t", "   \n\n"})
        QTest::addRow("%s", QByteArray(read).toPercentEncoding().constData()) << QByteArray(read);
}

void TestStanzaFramer::whiteSpaceAloneIsAKeepAlive()
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
    // With a stanza after it, it is told by the stanza that the server lives.
    outcome = {};
    framer.append(read + "<a/>");
    drain(framer, outcome);
    QCOMPARE(outcome, (Outcome{{{Kind::Stanza, "<a/>"}}, std::nullopt}));
}

void TestStanzaFramer::whiteSpaceInAStanzaIsNoKeepAlive()
{
    const Outcome outcome = frame({header, "<message> ", " \n", " <body> ", "  ", "</body> </message>"});
    QCOMPARE(outcome,
             (Outcome{{{Kind::StreamOpen, header}, {Kind::Stanza, "<message>  \n <body>   </body> </message>"}},
                      std::nullopt}));
}

void TestStanzaFramer::tellsWhetherBytesAreUnread()
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

void TestStanzaFramer::aPieceAtTheBoundPassesAndOneOverDoesNot_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<char>("filling");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("text") << QByteArray("<a>") << 'x' << QByteArray("</a>");
    QTest::newRow("attribute") << QByteArray("<a b='") << 'x' << QByteArray("'/>");
    QTest::newRow("name") << QByteArray("<a") << 'x' << QByteArray("/>");
    QTest::newRow("white space in a tag") << QByteArray("<a") << ' ' << QByteArray("/>");
    QTest::newRow("white space in an end tag") << QByteArray("<a></a") << ' ' << QByteArray(">");
    QTest::newRow("CDATA") << QByteArray("<a><![CDATA[") << ']' << QByteArray("]]></a>");
    QTest::newRow("comment") << QByteArray("<a><!--") << '-' << QByteArray("--></a>");
    QTest::newRow("processing instruction") << QByteArray("<a><?b") << '?' << QByteArray("?></a>");
    QTest::newRow("elements") << QByteArray("<a><b><c/></b><b>") << '\n' << QByteArray("</b></a>");
}

void TestStanzaFramer::aPieceAtTheBoundPassesAndOneOverDoesNot()
{
    QFETCH(const QByteArray, start);
    QFETCH(const char, filling);
    QFETCH(const QByteArray, end);
    constexpr qsizetype bound = 300;
    const auto stanza = [&](qsizetype size) {
        return start + QByteArray(size - start.size() - end.size(), filling) + end;
    };
    const QByteArray fits = header + stanza(bound) + "<b/>";
    const QByteArray over = header + stanza(bound + 1) + "<b/>";
    const Outcome passed{{{Kind::StreamOpen, header}, {Kind::Stanza, stanza(bound)}, {Kind::Stanza, "<b/>"}}, {}};
    Outcome passedOver{{{Kind::StreamOpen, header}}, {}};
    passedOver.pieces += leftOut(stanza(bound + 1), bound);
    passedOver.pieces.append({Kind::Stanza, "<b/>"});
    QCOMPARE(frame({fits}, bound), passed);
    QCOMPARE(frame(byteByByte(fits), bound), passed);
    QCOMPARE(frame({over}, bound), passedOver);
    QCOMPARE(frame(byteByByte(over), bound), passedOver);
    for (qsizetype cut = 1; cut < fits.size(); ++cut) {
        QCOMPARE(frame({QByteArrayView(fits).first(cut), QByteArrayView(fits).sliced(cut)}, bound), passed);
        QCOMPARE(frame({QByteArrayView(over).first(cut), QByteArrayView(over).sliced(cut)}, bound), passedOver);
    }
}

void TestStanzaFramer::aStanzaOverABoundIsPassedOver_data()
{
    QTest::addColumn<QByteArray>("stanza");
    const auto row = [](const char *name, const QByteArray &start, const QByteArray &repeated, const QByteArray &end) {
        QTest::newRow(name) << start + repeated.repeated(6'000 / repeated.size()) + end;
    };
    row("text", "<a><b>", "x", "</b></a>");
    row("text that ends in brackets", "<a><b>", "]", "></b></a>");
    row("escaped text", "<a>", "&quot;", "</a>");
    row("elements", "<a>", "<b c='/>'/>", "</a>");
    row("open and close", "<a>", "<b></b>", "</a>");
    row("attribute", "<a b='", "\"</a>", "'/>");
    row("attributes", "<a", " b=\">\"", "></a>");
    row("namespaces", "<a><b", " xmlns:c='d'", "/></a>");
    row("name of a child", "<a><b", "b", "/></a>");
    row("name of an attribute", "<a ", "b", "=''/>");
    row("start tag", "<a", " ", "><b/></a>");
    row("end tag", "<a></a", "\n", ">");
    row("CDATA with brackets", "<a><![CDATA[", "]] > ]>", "]]></a>");
    row("CDATA with markup", "<a><![CDATA[", "</a>", "]]]]></a>");
    row("many CDATA", "<a>", "<![CDATA[]]>", "</a>");
    row("comment", "<a><!--", "> -> <a>", "--></a>");
    row("comment of dashes", "<a><!--", "-", "--></a>");
    row("many comments", "<a>", "<!---->", "</a>");
    row("processing instruction", "<a><?b", "> ?", "?></a>");
    row("comment that looks ended", "<a>" + QByteArray(5'000, 'x') + "<!-->", "</a>", "--></a>");
    row("CDATA that looks ended", "<a>" + QByteArray(5'000, 'x') + "<![CDATA[>", "</a>", "]]></a>");
}

void TestStanzaFramer::aStanzaOverABoundIsPassedOver()
{
    QFETCH(const QByteArray, stanza);
    constexpr qsizetype bound = 5'000; // more than what is kept
    const QByteArray bytes = header + "<b/>" + stanza + "<c>d</c>\n" + stanza + "</stream:stream>";
    Outcome expected{{{Kind::StreamOpen, header}, {Kind::Stanza, "<b/>"}}, {}};
    expected.pieces += leftOut(stanza, bound);
    expected.pieces.append({Kind::Stanza, "<c>d</c>"});
    expected.pieces += leftOut(stanza, bound);
    expected.pieces.append({Kind::StreamClose, "</stream:stream>"});
    QCOMPARE(withoutWhitespace(frame({bytes}, bound)), expected);
    QCOMPARE(withoutWhitespace(frame(byteByByte(bytes), bound)), expected);
    for (const int size : {2, 3, 7, 16, 17, 1'000, 4'096, 4'999}) {
        QList<QByteArrayView> reads;
        for (QByteArrayView rest = bytes; !rest.isEmpty(); rest = rest.sliced(reads.last().size()))
            reads.append(rest.first(std::min<qsizetype>(size, rest.size())));
        QCOMPARE(withoutWhitespace(frame(reads, bound)), expected);
    }
}

void TestStanzaFramer::tooMuchMarkupIsPassedOver_data()
{
    QTest::addColumn<QByteArray>("stanza");
    QTest::addColumn<bool>("passes");
    const auto row = [](const char *name, qsizetype most, auto stanzaOf) {
        QTest::addRow("%s, as many as may be", name) << QByteArray(stanzaOf(most)) << true;
        QTest::addRow("%s, one more", name) << QByteArray(stanzaOf(most + 1)) << false;
    };
    row("attributes", StanzaFramer::maxTagAttributes,
        [](qsizetype count) { return "<a><b" + QByteArray(" c='>'").repeated(count) + "/></a>"; });
    row("attributes of a stanza", StanzaFramer::maxTagAttributes,
        [](qsizetype count) { return "<a" + QByteArray(" c=''").repeated(count) + "></a>"; });
    row("element's name", StanzaFramer::maxNameBytes,
        [](qsizetype size) { return "<a><" + QByteArray(size, 'b') + ">c</" + QByteArray(size, 'b') + "></a>"; });
    row("attribute's name", StanzaFramer::maxNameBytes,
        [](qsizetype size) { return "<a><b c='' " + QByteArray(size, 'd') + " = ''/></a>"; });
    row("elements", StanzaFramer::maxMarkup - 1,
        [](qsizetype count) { return "<a>" + QByteArray("<b/>").repeated(count) + "</a>"; });
    row("elements with end tags", StanzaFramer::maxMarkup - 1,
        [](qsizetype count) { return "<a>" + QByteArray("<b></b>").repeated(count) + "</a>"; });
    row("elements with attributes", StanzaFramer::maxMarkup / 2 - 1,
        [](qsizetype count) { return "<a b=''>" + QByteArray("<b c=''/>").repeated(count) + "</a>"; });
    row("CDATA sections", StanzaFramer::maxMarkup - 1,
        [](qsizetype count) { return "<a>" + QByteArray("<![CDATA[]]>").repeated(count) + "</a>"; });
    row("comments", StanzaFramer::maxMarkup - 1,
        [](qsizetype count) { return "<a>" + QByteArray("<!---->").repeated(count) + "</a>"; });
}

// It would take the XML parser long, or it would not take it at all.
void TestStanzaFramer::tooMuchMarkupIsPassedOver()
{
    QFETCH(const QByteArray, stanza);
    QFETCH(const bool, passes);
    const QByteArray bytes = header + stanza + "<b/>" + stanza;
    const QList<Piece> pieces = passes ? QList<Piece>{{Kind::Stanza, stanza}} : leftOut(stanza);
    const Outcome expected{
        QList<Piece>{{Kind::StreamOpen, header}} + pieces + QList<Piece>{{Kind::Stanza, "<b/>"}} + pieces, {}};
    QCOMPARE(frame({bytes}), expected);
    QCOMPARE(frame(byteByByte(bytes)), expected);
}

void TestStanzaFramer::aBoundCanBeRaisedForOneStanza()
{
    const QByteArray large = "<a>" + QByteArray(800, 'x') + "</a>";
    StanzaFramer framer(500);
    framer.append(header + large + large + large + "<b/>");
    const auto next = [&framer] {
        const auto frame = framer.next();
        return frame && *frame ? pieceOf(**frame) : Piece{};
    };
    QCOMPARE(next().kind, Kind::StreamOpen);
    QCOMPARE(next().kind, Kind::Excess);
    framer.raiseBound(1'000);
    QCOMPARE(next(), (Piece{Kind::Stanza, large}));
    QCOMPARE(next().kind, Kind::Excess); // for one only
    framer.raiseBound(600); // not enough either
    QCOMPARE(next().kind, Kind::Excess);
    QCOMPARE(next(), (Piece{Kind::LeftOut, large.first(500), large.size()}));
    QCOMPARE(next().kind, Kind::Excess);
    QCOMPARE(next().kind, Kind::LeftOut);
    framer.raiseBound(1'000); // too late
    QCOMPARE(next(), (Piece{Kind::Stanza, "<b/>"}));
}

void TestStanzaFramer::whatNeverEndsIsTooLarge_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("repeated");
    QTest::addColumn<qsizetype>("bound");
    const auto outside = [](const char *name, const QByteArray &start, const QByteArray &repeated) {
        QTest::newRow(name) << start << repeated << usualBound;
    };
    outside("declaration", "<?xml ", "version='1.0'");
    outside("declaration of question marks", "<?", "?");
    outside("comment before the header", "<!--", "- >");
    outside("header", "<stream:stream ", "a='b' ");
    outside("header's name", "<", "x");
    outside("comment between stanzas", header + "<!--", "-> ");
    outside("a stanza's name", header + "<", "x");
    outside("restart", header + "<stream:stream ", "a='b' ");
    outside("end of the stream", header + "</stream:stream", " ");
    const auto inside = [](const char *name, const QByteArray &start, const QByteArray &repeated) {
        QTest::newRow(name) << header + start << repeated << StanzaFramer::maxLeftOutBytes;
    };
    inside("text", "<a>", "x");
    inside("text of many bytes", "<a>", "😀");
    inside("white space", "<a>", " \n");
    inside("elements", "<a>", "<b/>");
    inside("depth", "<a>", "<b>");
    inside("attribute", "<a b='", "\"> ");
    inside("start tag", "<a ", "b='c' ");
    inside("end tag", "<a></a", " ");
    inside("CDATA", "<a><![CDATA[", "]] > ]>");
    inside("comment", "<a><!--", "> -> <a>");
    inside("processing instruction", "<a><?b", "> ");
}

void TestStanzaFramer::whatNeverEndsIsTooLarge()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, repeated);
    QFETCH(const qsizetype, bound);
    const QByteArray read = repeated.repeated(readBytes / repeated.size());
    StanzaFramer framer(usualBound);
    framer.append(start);
    Outcome outcome;
    qsizetype taken = 0;
    for (drain(framer, outcome); !outcome.error && taken <= bound + readBytes; taken += read.size()) {
        framer.append(read);
        drain(framer, outcome);
    }
    QCOMPARE(outcome.error, Error::TooLarge);
    if (bound == usualBound)
        return;
    QVERIFY(start.size() + taken > bound);
    QCOMPARE(outcome.pieces.last().kind, Kind::Excess);
}

// Bytes the allocator has handed out.
static qint64 allocated()
{
    const auto info = mallinfo2();
    return qint64(info.uordblks) + qint64(info.hblkhd);
}

void TestStanzaFramer::keepsNoMoreThanTheBound_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("repeated");
    QTest::newRow("stanza after stanza") << header << QByteArray("<message><body>Wherefore art thou?</body></message>");
    QTest::newRow("white space after white space") << header << QByteArray(" \n");
    QTest::newRow("comment after comment") << header << QByteArray("<!-- a -->");
    QTest::newRow("declaration after declaration") << QByteArray() << QByteArray("<?xml version='1.0'?>");
    QTest::newRow("stream after stream") << QByteArray() << header + "</stream:stream>";
    QTest::newRow("restart after restart") << QByteArray() << header;
    QTest::newRow("a stanza that never ends") << header + "<a>" << QByteArray("x");
    QTest::newRow("a child that never ends") << header + "<a><b>" << QByteArray("<c>");
    QTest::newRow("an attribute that never ends") << header + "<a b='" << QByteArray("x");
    QTest::newRow("after an error") << QByteArray("rubbish") << QByteArray("x");
}

void TestStanzaFramer::keepsNoMoreThanTheBound()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, repeated);
    const QByteArray read =
        repeated.repeated(readBytes / repeated.size() + 1).sliced(0, readBytes / repeated.size() * repeated.size());
    StanzaFramer framer(usualBound);
    const qint64 before = allocated();
    qint64 most = 0;
    framer.append(start);
    for (int i = 0; i < 1'000; ++i) { // 64 MB in all
        framer.append(read);
        for (auto next = framer.next(); next && *next; next = framer.next()) { }
        most = std::max(most, allocated() - before);
    }
    QVERIFY2(most < 4 * (usualBound + readBytes), qPrintable(QString::number(most)));
}

// `levels` elements, the stream among them.
static QByteArray nested(int levels, bool selfClosing)
{
    const int stanzaLevels = levels - 1;
    if (selfClosing)
        return header + QByteArray("<a>").repeated(stanzaLevels - 1) + "<a/>"
            + QByteArray("</a>").repeated(stanzaLevels - 1);
    return header + QByteArray("<a>").repeated(stanzaLevels) + QByteArray("</a>").repeated(stanzaLevels);
}

void TestStanzaFramer::nestingIsBounded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("passes");
    for (const bool selfClosing : {false, true}) {
        const char *innermost = selfClosing ? "self-closing" : "open and close";
        QTest::addRow("2, %s", innermost) << nested(2, selfClosing) << true;
        QTest::addRow("64, %s", innermost) << nested(StanzaFramer::maxDepth, selfClosing) << true;
        QTest::addRow("65, %s", innermost) << nested(StanzaFramer::maxDepth + 1, selfClosing) << false;
        QTest::addRow("40,000, %s", innermost) << nested(40'000, selfClosing) << false;
    }
}

void TestStanzaFramer::nestingIsBounded()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, passes);
    Outcome expected{{{Kind::StreamOpen, header}}, std::nullopt};
    if (passes)
        expected.pieces.append({Kind::Stanza, bytes.sliced(header.size())});
    else
        expected.pieces += leftOut(bytes.sliced(header.size()), usualBound, Error::TooDeep);
    QCOMPARE(frame({bytes}), expected);
    QCOMPARE(frame(byteByByte(bytes)), expected);
    // And the depth is back where it was.
    Outcome twice = expected;
    twice.pieces += expected.pieces.sliced(1);
    QCOMPARE(frame({bytes, bytes.sliced(header.size())}), twice);
}

void TestStanzaFramer::refusesWhatNoStreamHolds_data()
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

void TestStanzaFramer::refusesWhatNoStreamHolds()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Error, error);
    QCOMPARE(frame({bytes}).error, error);
    QCOMPARE(frame(byteByByte(bytes)).error, error);
}

void TestStanzaFramer::anErrorStaysUntilReset()
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

void TestStanzaFramer::resetForgetsEverything_data()
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

void TestStanzaFramer::resetForgetsEverything()
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

// Whatever comes in, pieces are parts of it, in order and within the bound,
// and the cuts between reads do not matter.
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

void TestStanzaFramer::mutatedStreamsAreFramedTheSameWhereverCut()
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

void TestStanzaFramer::randomMarkupNeverBreaksTheFramer()
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

QTEST_GUILESS_MAIN(TestStanzaFramer)
#include "tst_stanzaframer.moc"
