// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushoutcome.h"

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

bool indicatesServerFailure(const PushOutcome &outcome)
{
    // A UnifiedPush server returns 507 for a single topic that has no reader.
    return outcome.status == 0 || outcome.status == 429 || (outcome.status >= 500 && outcome.status != 507);
}

} // namespace WebJabber
