// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace WebJabber {

// Size limits of a request. lineBytes excludes the line end; headerBytes includes the line ends.
struct RequestLimits {
    qsizetype lineBytes = 8 * 1024;
    qsizetype headerBytes = 32 * 1024; // also for the trailers and extensions of a chunked body
    qsizetype headerFields = 100; // also for trailers
    qsizetype bodyBytes = 64 * 1024;
};

} // namespace WebJabber
