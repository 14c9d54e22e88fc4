// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/backoff.h"

#include <algorithm>

namespace WebJabber {

std::chrono::milliseconds Backoff::limit(int tries) const
{
    std::chrono::milliseconds limit = std::min(first, longest);
    for (; tries > 0 && limit < longest; --tries)
        limit = std::min(2 * limit, longest);
    return limit;
}

std::chrono::milliseconds Backoff::delay(int tries, QRandomGenerator &random) const
{
    const std::chrono::milliseconds most = limit(tries);
    const std::chrono::milliseconds range = jitter == Jitter::Half ? most / 2 : most;
    return most - range + std::chrono::milliseconds(random.bounded(qint64(range.count()) + 1));
}

} // namespace WebJabber
