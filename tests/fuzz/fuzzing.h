// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

// Ends the program. libFuzzer reports that as a finding and saves the input.
#define FUZZ_REQUIRE(condition)                                                                                        \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                        \
            std::abort();                                                                                              \
        }                                                                                                              \
    } while (false)

namespace WebJabber::Fuzz {

inline QByteArrayView view(const std::uint8_t *data, std::size_t size)
{
    return {data, qsizetype(size)};
}

// Splits the bytes into pieces: many short ones, or a few.
inline QList<QByteArrayView> cut(QByteArrayView bytes, std::uint8_t seed)
{
    QList<QByteArrayView> pieces;
    std::minstd_rand random(seed);
    const std::uint32_t longest = seed % 2 == 0 ? 8 : 512;
    while (!bytes.isEmpty()) {
        pieces.append(bytes.first(std::min(qsizetype(random() % longest) + 1, bytes.size())));
        bytes = bytes.sliced(pieces.last().size());
    }
    return pieces;
}

} // namespace WebJabber::Fuzz

// libFuzzer requires this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
