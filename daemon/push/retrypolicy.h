// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QRandomGenerator>

#include <chrono>
#include <optional>

namespace WebJabber {

// The outcome of one push request.
struct PushOutcome {
    int status = 0; // of HTTP; 0: there was no response
    std::optional<std::chrono::seconds> retryAfter; // from the endpoint's Retry-After
    QString error; // for the log; contains no URL. Empty on success

    bool isDelivered() const { return status >= 200 && status <= 299; }
};

enum class PushVerdict {
    Delivered,
    Gone, // 410: the subscription has ended
    Missing, // 404: there is no such subscription now; see isGone()
    TooLarge, // a smaller payload is to be sent
    Later, // it may succeed later
    MuchLater, // it cannot succeed before something is changed
};

PushVerdict verdictOf(const PushOutcome &outcome);
// Whether the outcome indicates a failure of the endpoint's whole server.
bool speaksForServer(const PushOutcome &outcome);

// A failed subscription is retried for 72 h, with full jitter: after at most 2 s, doubling to 15 min, and not before
// the endpoint's Retry-After. A Web Push service returns 404 for a subscription that ended (RFC 8030, section 7.3).
// For other kinds a proxy, or a server that is being changed, may return 404 too, so there it counts only after a day
// without any other response.
struct RetryPolicy {
    static constexpr std::chrono::milliseconds firstDelay = std::chrono::seconds(2);
    static constexpr std::chrono::milliseconds longestDelay = std::chrono::minutes(15);
    static constexpr std::chrono::milliseconds giveUpAfter = std::chrono::hours(72);
    static constexpr std::chrono::milliseconds goneAfter = std::chrono::hours(24);

    // Records a failure in the progress: when to try again, or that the subscription is given up.
    static void noteFailure(PushProgress &progress, const PushOutcome &outcome, const QDateTime &now,
                            QRandomGenerator &random);
    // Whether the subscription ended. `progress` is the state before the outcome.
    static bool isGone(PushKind kind, const PushProgress &progress, const PushOutcome &outcome, const QDateTime &now);
    // Records a success, but not what was sent.
    static void noteSuccess(PushProgress &progress, const PushOutcome &outcome);
};

} // namespace WebJabber
