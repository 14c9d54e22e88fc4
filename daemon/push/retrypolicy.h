// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QRandomGenerator>

#include <chrono>
#include <optional>

namespace WebJabber {

// What came of one push request.
struct PushOutcome {
    int status = 0; // of HTTP; 0: no answer came
    std::optional<std::chrono::seconds> retryAfter; // as the endpoint asked for
    QString error; // for the log; holds no URL. Empty on success

    bool isDelivered() const { return status >= 200 && status <= 299; }
};

enum class PushVerdict {
    Delivered,
    Gone, // the endpoint says that there is no such subscription any more
    Missing, // 404: there is none now; see isGone()
    TooLarge, // less is to be told
    Later, // it may work later
    MuchLater, // somebody has to change something first
};

PushVerdict verdictOf(const PushOutcome &outcome);
// Whether it tells that the endpoint's whole server is in trouble.
bool speaksForServer(const PushOutcome &outcome);

// After a failure a subscription is tried again: with full jitter, after at
// most 2 s, doubling to 15 min, or when the endpoint says; for 72 h. 404 is the
// answer of a Web Push service for a subscription that ended (RFC 8030, section
// 7.3); elsewhere a proxy or a server that is being changed gives it as well,
// so that there it counts only after a day in which nothing else came.
struct RetryPolicy {
    static constexpr std::chrono::milliseconds firstDelay = std::chrono::seconds(2);
    static constexpr std::chrono::milliseconds longestDelay = std::chrono::minutes(15);
    static constexpr std::chrono::milliseconds giveUpAfter = std::chrono::hours(72);
    static constexpr std::chrono::milliseconds goneAfter = std::chrono::hours(24);

    // Notes a failure in the progress: when to try again, or that it is given up.
    static void noteFailure(PushProgress &progress, const PushOutcome &outcome, const QDateTime &now,
                            QRandomGenerator &random);
    // Whether the subscription ended. `progress` is that of before the outcome.
    static bool isGone(PushKind kind, const PushProgress &progress, const PushOutcome &outcome, const QDateTime &now);
    // Notes a success; not what was told.
    static void noteSuccess(PushProgress &progress, const PushOutcome &outcome);
};

} // namespace WebJabber
