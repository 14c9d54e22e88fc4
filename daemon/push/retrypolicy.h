// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushoutcome.h"
#include "store/storedtypes.h"

#include <QRandomGenerator>

#include <chrono>

namespace WebJabber {

// A failed subscription is retried for 72 h, with full jitter: after at most 2 s, doubling to 15 min, and not before
// the endpoint's Retry-After. PushVerdict::Missing counts only after a day without any other response, because a proxy,
// or a server that is being changed, may return 404 too.
struct RetryPolicy {
    static constexpr std::chrono::milliseconds firstDelay = std::chrono::seconds(2);
    static constexpr std::chrono::milliseconds longestDelay = std::chrono::minutes(15);
    static constexpr std::chrono::milliseconds giveUpAfter = std::chrono::hours(72);
    static constexpr std::chrono::milliseconds goneAfter = std::chrono::hours(24);

    // Records a failure in the progress: when to try again, or that the subscription is given up.
    static void noteFailure(PushProgress &progress, const PushOutcome &outcome, PushVerdict verdict,
                            const QDateTime &now, QRandomGenerator &random);
    // Whether the subscription ended. `progress` is the state before the outcome.
    static bool isGone(const PushProgress &progress, PushVerdict verdict, const QDateTime &now);
    // Records a success, but not what was sent.
    static void noteSuccess(PushProgress &progress, const PushOutcome &outcome);
};

} // namespace WebJabber
