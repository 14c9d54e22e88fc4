// SPDX-License-Identifier: GPL-3.0-or-later
// A server's bytes are split into the same stanzas, or rejected in the same way, for any fragmentation by the network.
// The first byte selects the fragmentation.
#include "xmpp/stanzaframer.h"

#include "fuzzing.h"

using namespace WebJabber;

using Kind = StanzaFramer::Kind;

static constexpr qsizetype maxStanzaBytes = 1024;
static constexpr qsizetype raisedBytes = 2048;

namespace {
struct Piece {
    Kind kind;
    QByteArray xml;
    qsizetype bytes;
    StanzaFramer::Error reason;
    QByteArray end;

    bool operator==(const Piece &) const = default;
};

struct Outcome {
    QList<Piece> pieces; // without white space, which depends on the fragmentation
    std::optional<StanzaFramer::Error> error;

    bool operator==(const Outcome &) const = default;
};
} // namespace

static Outcome frame(const QList<QByteArrayView> &reads)
{
    StanzaFramer framer(maxStanzaBytes);
    Outcome outcome;
    for (const QByteArrayView read : reads) {
        framer.append(read);
        while (true) {
            const auto next = framer.next();
            if (!next)
                outcome.error = next.error();
            if (!next || !*next)
                break;
            const auto &[kind, xml, bytes, reason, end] = **next;
            FUZZ_REQUIRE(xml.size() <= (kind < Kind::Excess ? raisedBytes : maxStanzaBytes));
            FUZZ_REQUIRE(xml.isEmpty() == (kind == Kind::Whitespace));
            FUZZ_REQUIRE(end.isEmpty() || kind == Kind::SkippedStanza);
            if (kind != Kind::Whitespace)
                outcome.pieces.append({kind, xml.toByteArray(), bytes, reason, end.toByteArray()});
            if (kind == Kind::Excess && xml.startsWith("<iq"))
                framer.raiseBound(raisedBytes);
        }
    }
    return outcome;
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView stream = Fuzz::view(data + 1, size - 1);
    const Outcome whole = frame({stream});
    FUZZ_REQUIRE(frame(Fuzz::cut(stream, *data)) == whole);
    // Each piece was found at its position.
    qsizetype position = 0;
    bool isPassedOver = false;
    for (const auto &[kind, xml, bytes, reason, end] : whole.pieces) {
        position = stream.indexOf(xml, position);
        FUZZ_REQUIRE(position >= 0);
        FUZZ_REQUIRE(xml.startsWith('<'));
        FUZZ_REQUIRE(kind >= Kind::Excess || xml.endsWith('>'));
        // A stanza over a limit is reported as such first.
        FUZZ_REQUIRE(kind != Kind::SkippedStanza || isPassedOver);
        FUZZ_REQUIRE(kind >= Kind::Excess || isPassedOver || xml.size() <= maxStanzaBytes);
        isPassedOver = kind == Kind::Excess;
        if (kind < Kind::Excess)
            position += xml.size();
        else if (kind == Kind::SkippedStanza)
            position += bytes;
    }
    return 0;
}
