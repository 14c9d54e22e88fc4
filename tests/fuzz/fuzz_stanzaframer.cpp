// SPDX-License-Identifier: GPL-3.0-or-later
// What a server sends is cut into the same stanzas, or refused in the same way,
// however the network cuts it. The first byte says how that is.
#include "fuzzing.h"

#include <stanzaframer.h>

using namespace WebJabber;

using Kind = StanzaFramer::Kind;

static constexpr qsizetype maxStanzaBytes = 4096;

namespace {
struct Outcome {
    QList<std::pair<Kind, QByteArray>> frames; // without white space, which depends on the cuts
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
            FUZZ_REQUIRE((*next)->xml.size() <= maxStanzaBytes);
            FUZZ_REQUIRE((*next)->xml.isEmpty() == ((*next)->kind == Kind::Whitespace));
            if ((*next)->kind != Kind::Whitespace)
                outcome.frames.append({(*next)->kind, (*next)->xml.toByteArray()});
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
    // Each was found in its place.
    qsizetype position = 0;
    for (const auto &[kind, xml] : whole.frames) {
        position = stream.indexOf(xml, position);
        FUZZ_REQUIRE(position >= 0);
        FUZZ_REQUIRE(xml.startsWith('<') && xml.endsWith('>'));
        position += xml.size();
    }
    return 0;
}
