// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <chrono>

namespace WebJabber {

// Exponential back-off with jitter, so that what failed at the same time is not tried again at the same time.
struct Backoff {
    // The range of a random delay, up to limit().
    enum class Jitter {
        Full, // from zero
        Half, // from half of the limit
    };

    std::chrono::milliseconds first; // the limit of the first delay; it doubles with each failed try
    std::chrono::milliseconds longest; // of all limits
    Jitter jitter = Jitter::Full;

    // Returns the longest delay after `tries` failed tries since the first one.
    std::chrono::milliseconds limit(int tries) const;
    // Returns a random delay up to that limit.
    std::chrono::milliseconds delay(int tries, QRandomGenerator &random) const;
};

} // namespace WebJabber
