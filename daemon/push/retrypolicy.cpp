// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/retrypolicy.h"

#include "shared/backoff.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace WebJabber {

void RetryPolicy::noteFailure(PushProgress &progress, const PushOutcome &outcome, PushVerdict verdict,
                              const QDateTime &now, QRandomGenerator &random)
{
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
    const auto requestedDelay = std::min(outcome.retryAfter.value_or(0s),
                                         std::chrono::floor<std::chrono::seconds>(giveUpAfter));
    progress.nextAttempt = now + std::max<std::chrono::milliseconds>(delay, requestedDelay);
    // The last attempt is made at `end`.
    progress.isBroken = now >= end;
    if (progress.isBroken)
        progress.nextAttempt = {};
    else
        progress.nextAttempt = std::min(progress.nextAttempt, end);
}

bool RetryPolicy::isGone(const PushProgress &progress, PushVerdict verdict, const QDateTime &now)
{
    const bool isLong = progress.missingSince.isValid() && now - progress.missingSince >= goneAfter;
    return verdict == PushVerdict::Gone || (verdict == PushVerdict::Missing && isLong);
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
