// SPDX-License-Identifier: GPL-3.0-or-later
#include "framedpieces.h"

#include <malloc.h>

using namespace WebJabber;

// The limits of a stream: the size of a stanza, its markup, its depth, and how much of it is kept.
class tst_FramerBounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pieceAtTheBoundIsAcceptedAndOneOverIsNot_data();
    void pieceAtTheBoundIsAcceptedAndOneOverIsNot();
    void oversizeStanzaIsSkipped_data();
    void oversizeStanzaIsSkipped();
    void theLastChildrenAreKept_data();
    void theLastChildrenAreKept();
    void excessMarkupIsSkipped_data();
    void excessMarkupIsSkipped();
    void boundCanBeRaisedForOneStanza();
    void endlessStanzaIsTooLarge_data();
    void endlessStanzaIsTooLarge();
    void keepsNoMoreThanTheBound_data();
    void keepsNoMoreThanTheBound();
    void nestingIsBounded_data();
    void nestingIsBounded();
};

void tst_FramerBounds::pieceAtTheBoundIsAcceptedAndOneOverIsNot_data()
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

void tst_FramerBounds::pieceAtTheBoundIsAcceptedAndOneOverIsNot()
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
    passedOver.pieces += skippedPieces(stanza(bound + 1), bound);
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

void tst_FramerBounds::oversizeStanzaIsSkipped_data()
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

void tst_FramerBounds::oversizeStanzaIsSkipped()
{
    QFETCH(const QByteArray, stanza);
    constexpr qsizetype bound = 5'000; // more than what is kept
    const QByteArray bytes = header + "<b/>" + stanza + "<c>d</c>\n" + stanza + "</stream:stream>";
    Outcome expected{{{Kind::StreamOpen, header}, {Kind::Stanza, "<b/>"}}, {}};
    expected.pieces += skippedPieces(stanza, bound);
    expected.pieces.append({Kind::Stanza, "<c>d</c>"});
    expected.pieces += skippedPieces(stanza, bound);
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

void tst_FramerBounds::theLastChildrenAreKept_data()
{
    QTest::addColumn<QByteArray>("stanza");
    QTest::addColumn<QByteArray>("end");
    const QByteArray text(6'000, 'x');
    const auto row = [&](const char *name, const QByteArray &start, const QByteArray &end) {
        QTest::newRow(name) << start + end << end;
    };
    row("two", "<a><b>" + text + "</b>", "<c d='>'/> <e><f/></e></a>");
    row("none", "<a>" + text, "");
    row("an element without children", "<a b='" + text, "");
    row("what looks like one", "<a><b><![CDATA[" + text + "<c/></b>]]></b>", "<d/></a>");
    row("behind many", "<a>" + QByteArray("<b>cc</b>").repeated(1'000 - 30), QByteArray("<b/>").repeated(32) + "</a>");
    const QByteArray large = "<b>" + QByteArray(StanzaFramer::endBytes, 'x') + "</b>";
    row("behind a large one", "<a><b/>" + text + "<c/>" + large, "<d/></a>");
    QTest::newRow("a large one") << "<a><b/>" + text + large + "</a>" << QByteArray();
}

// At any boundary of reads.
void tst_FramerBounds::theLastChildrenAreKept()
{
    QFETCH(QByteArray, stanza);
    QFETCH(const QByteArray, end);
    if (end.isEmpty() && !stanza.endsWith('>'))
        stanza += stanza.contains('\'') ? "'/>" : "</a>";
    const QByteArray bytes = header + stanza + "<g/>";
    for (const qsizetype size : {1, 7, 300, 5'000, 1'000'000}) {
        StanzaFramer framer(2'000);
        QByteArray found = "none";
        for (QByteArrayView rest = bytes; !rest.isEmpty(); rest = rest.sliced(std::min(size, rest.size()))) {
            framer.append(rest.first(std::min(size, rest.size())));
            for (auto next = framer.next(); next && *next; next = framer.next()) {
                if ((*next)->kind == Kind::SkippedStanza)
                    found = (*next)->end.toByteArray();
            }
        }
        QCOMPARE(found, end);
    }
}

void tst_FramerBounds::excessMarkupIsSkipped_data()
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

// The XML parser would take long, or reject the stanza.
void tst_FramerBounds::excessMarkupIsSkipped()
{
    QFETCH(const QByteArray, stanza);
    QFETCH(const bool, passes);
    const QByteArray bytes = header + stanza + "<b/>" + stanza;
    const QList<Piece> pieces = passes ? QList<Piece>{{Kind::Stanza, stanza}} : skippedPieces(stanza);
    const Outcome expected{
        QList<Piece>{{Kind::StreamOpen, header}} + pieces + QList<Piece>{{Kind::Stanza, "<b/>"}} + pieces, {}};
    QCOMPARE(frame({bytes}), expected);
    QCOMPARE(frame(byteByByte(bytes)), expected);
}

void tst_FramerBounds::boundCanBeRaisedForOneStanza()
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
    QCOMPARE(next().kind, Kind::Excess); // the raised limit applies to one stanza only
    framer.raiseBound(600); // not enough either
    QCOMPARE(next().kind, Kind::Excess);
    QCOMPARE(next(), (Piece{Kind::SkippedStanza, large.first(500), large.size()}));
    QCOMPARE(next().kind, Kind::Excess);
    QCOMPARE(next().kind, Kind::SkippedStanza);
    framer.raiseBound(1'000); // too late
    QCOMPARE(next(), (Piece{Kind::Stanza, "<b/>"}));
}

void tst_FramerBounds::endlessStanzaIsTooLarge_data()
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
        QTest::newRow(name) << header + start << repeated << StanzaFramer::maxSkippedBytes;
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

void tst_FramerBounds::endlessStanzaIsTooLarge()
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

// Bytes that the allocator has handed out.
static qint64 allocated()
{
    const auto info = mallinfo2();
    return qint64(info.uordblks) + qint64(info.hblkhd);
}

void tst_FramerBounds::keepsNoMoreThanTheBound_data()
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

void tst_FramerBounds::keepsNoMoreThanTheBound()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, repeated);
    const QByteArray read =
        repeated.repeated(readBytes / repeated.size() + 1).sliced(0, readBytes / repeated.size() * repeated.size());
    StanzaFramer framer(usualBound);
    const qint64 before = allocated();
    qint64 most = 0;
    framer.append(start);
    for (int i = 0; i < 1'000; ++i) { // 64 MB in total
        framer.append(read);
        for (auto next = framer.next(); next && *next; next = framer.next()) { }
        most = std::max(most, allocated() - before);
    }
    QVERIFY2(most < 4 * (usualBound + readBytes), qPrintable(QString::number(most)));
}

// `levels` elements, including the stream.
static QByteArray nested(int levels, bool selfClosing)
{
    const int stanzaLevels = levels - 1;
    if (selfClosing)
        return header + QByteArray("<a>").repeated(stanzaLevels - 1) + "<a/>"
            + QByteArray("</a>").repeated(stanzaLevels - 1);
    return header + QByteArray("<a>").repeated(stanzaLevels) + QByteArray("</a>").repeated(stanzaLevels);
}

void tst_FramerBounds::nestingIsBounded_data()
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

void tst_FramerBounds::nestingIsBounded()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, passes);
    Outcome expected{{{Kind::StreamOpen, header}}, std::nullopt};
    if (passes)
        expected.pieces.append({Kind::Stanza, bytes.sliced(header.size())});
    else
        expected.pieces += skippedPieces(bytes.sliced(header.size()), usualBound, Error::TooDeep);
    QCOMPARE(frame({bytes}), expected);
    QCOMPARE(frame(byteByByte(bytes)), expected);
    // The depth has been restored.
    Outcome twice = expected;
    twice.pieces += expected.pieces.sliced(1);
    QCOMPARE(frame({bytes, bytes.sliced(header.size())}), twice);
}

QTEST_GUILESS_MAIN(tst_FramerBounds)
#include "tst_framerbounds.moc"
