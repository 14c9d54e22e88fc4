// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace WebJabber {

// What a request may take up. The request line is without its line end, the
// header section with those of its lines.
struct RequestLimits {
    qsizetype lineBytes = 8 * 1024;
    qsizetype headerBytes = 32 * 1024; // also of the trailers and extensions of a chunked body
    qsizetype headerFields = 100; // also of trailers
    qsizetype bodyBytes = 64 * 1024;
};

} // namespace WebJabber
