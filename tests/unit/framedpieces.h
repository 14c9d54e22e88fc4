// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/stanzaframer.h"

#include <QList>
#include <QTest>

#include <algorithm>

namespace WebJabber {

// The frames that a StanzaFramer returns, as values that tests compare.

using Kind = StanzaFramer::Kind;
using Error = StanzaFramer::Error;

inline constexpr qsizetype usualBound = 256 * 1024;
inline constexpr qsizetype readBytes = 64 * 1024;

// A frame that owns its bytes.
struct Piece {
    Kind kind;
    QByteArray xml;
    qsizetype bytes = 0; // of a skipped stanza
    Error reason = Error::TooLarge; // of a skipped stanza
    bool operator==(const Piece &) const = default;
};

struct Outcome {
    QList<Piece> pieces;
    std::optional<Error> error;
    bool operator==(const Outcome &) const = default;
};

} // namespace WebJabber

namespace QTest {
template<>
inline char *toString(const WebJabber::Outcome &outcome)
{
    QByteArray text = outcome.error ? "error " + QByteArray::number(int(*outcome.error)) : "no error";
    for (const WebJabber::Piece &piece : outcome.pieces)
        text += " | " + QByteArray::number(int(piece.kind)) + ' ' + piece.xml.left(200);
    return qstrdup(text.constData());
}
} // namespace QTest

namespace WebJabber {

inline Piece pieceOf(const StanzaFramer::Frame &frame)
{
    if (frame.kind == Kind::Excess) // the number of bytes so far does not matter
        return {frame.kind, {}, 0, frame.reason};
    return {frame.kind, frame.xml.toByteArray(), frame.bytes, frame.reason};
}

// Appends all frames that the framer can return now.
inline void drain(StanzaFramer &framer, Outcome &outcome)
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

// The boundaries of reads affect only when white space is reported.
inline Outcome withoutWhitespace(Outcome outcome)
{
    outcome.pieces.removeIf([](const Piece &piece) { return piece.kind == Kind::Whitespace; });
    return outcome;
}

inline Outcome frame(const QList<QByteArrayView> &reads, qsizetype bound = usualBound)
{
    StanzaFramer framer(bound);
    Outcome outcome;
    for (const QByteArrayView read : reads) {
        framer.append(read);
        drain(framer, outcome);
    }
    return outcome;
}

// The report of a skipped stanza.
inline QList<Piece> skippedPieces(const QByteArray &stanza, qsizetype bound = usualBound,
                                  Error reason = Error::TooLarge)
{
    const qsizetype kept = std::min({bound, StanzaFramer::keptBytes, stanza.size()});
    return {{Kind::Excess, {}, 0, reason}, {Kind::SkippedStanza, stanza.first(kept), stanza.size(), reason}};
}

inline QList<QByteArrayView> byteByByte(QByteArrayView stream)
{
    QList<QByteArrayView> reads;
    for (qsizetype i = 0; i < stream.size(); ++i)
        reads.append(stream.sliced(i, 1));
    return reads;
}

inline const QByteArray header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                                 "from='localhost' id='8d6f' version='1.0' xml:lang='en'>";

} // namespace WebJabber
