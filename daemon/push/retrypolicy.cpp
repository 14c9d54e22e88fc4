// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/retrypolicy.h"

#include "shared/backoff.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace WebJabber {

PushVerdict verdictOf(const PushOutcome &outcome)
{
    if (outcome.isDelivered())
        return PushVerdict::Delivered;
    switch (outcome.status) {
    case 404:
        return PushVerdict::Missing;
    case 410:
        return PushVerdict::Gone;
    case 413:
        return PushVerdict::TooLarge;
    case 0:
    case 408:
    case 425:
    case 429:
        return PushVerdict::Later;
    default:
        return outcome.status >= 500 ? PushVerdict::Later : PushVerdict::MuchLater;
    }
}

bool speaksForServer(const PushOutcome &outcome)
{
    // A UnifiedPush server returns 507 for a single topic that has no reader.
    return outcome.status == 0 || outcome.status == 429 || (outcome.status >= 500 && outcome.status != 507);
}

void RetryPolicy::noteFailure(PushProgress &progress, const PushOutcome &outcome, const QDateTime &now,
                              QRandomGenerator &random)
{
    const PushVerdict verdict = verdictOf(outcome);
    const bool isLong = verdict == PushVerdict::MuchLater || verdict == PushVerdict::Missing;
    const Backoff backoff{isLong ? longestDelay : firstDelay, longestDelay};
    const std::chrono::milliseconds delay = backoff.delay(progress.attempts++, random);
    progress.lastStatus = outcome.status;
    progress.lastProblem = outcome.error;
    if (!progress.failingSince.isValid())
        progress.failingSince = now;
    if (verdict != PushVerdict::Missing)
        progress.missingSince = {};
    else if (!progress.missingSince.isValid())
        progress.missingSince = now;
    const QDateTime end = progress.failingSince + giveUpAfter;
    // In seconds, because the value may overflow milliseconds.
    const auto asked = std::min(outcome.retryAfter.value_or(0s), std::chrono::floor<std::chrono::seconds>(giveUpAfter));
    progress.nextAttempt = now + std::max<std::chrono::milliseconds>(delay, asked);
    // The last attempt is made at `end`.
    progress.isBroken = now >= end;
    if (progress.isBroken)
        progress.nextAttempt = {};
    else
        progress.nextAttempt = std::min(progress.nextAttempt, end);
}

bool RetryPolicy::isGone(PushKind kind, const PushProgress &progress, const PushOutcome &outcome, const QDateTime &now)
{
    switch (verdictOf(outcome)) {
    case PushVerdict::Gone:
        return true;
    case PushVerdict::Missing:
        return kind == PushKind::WebPush
            || (progress.missingSince.isValid() && now - progress.missingSince >= goneAfter);
    default:
        return false;
    }
}

void RetryPolicy::noteSuccess(PushProgress &progress, const PushOutcome &outcome)
{
    progress.attempts = 0;
    progress.failingSince = {};
    progress.nextAttempt = {};
    progress.lastStatus = outcome.status;
    progress.isBroken = false;
    progress.missingSince = {};
    progress.lastProblem.clear();
}

} // namespace WebJabber
