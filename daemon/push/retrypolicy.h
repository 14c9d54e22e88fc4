// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storedtypes.h>

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
    TooLarge, // less is to be told
    Later, // it may work later
    MuchLater, // somebody has to change something first
};

PushVerdict verdictOf(const PushOutcome &outcome);
// Whether it tells that the endpoint's whole server is in trouble.
bool speaksForServer(const PushOutcome &outcome);

// After a failure a subscription is tried again: with full jitter, after at
// most 2 s, doubling to 15 min, or when the endpoint says; for 72 h.
struct RetryPolicy {
    static constexpr std::chrono::milliseconds firstDelay = std::chrono::seconds(2);
    static constexpr std::chrono::milliseconds longestDelay = std::chrono::minutes(15);
    static constexpr std::chrono::milliseconds giveUpAfter = std::chrono::hours(72);

    // Notes a failure in the progress: when to try again, or that it is given up.
    static void noteFailure(PushProgress &progress, const PushOutcome &outcome, const QDateTime &now,
                            QRandomGenerator &random);
    // Notes a success; not what was told.
    static void noteSuccess(PushProgress &progress, const PushOutcome &outcome);
};

} // namespace WebJabber
