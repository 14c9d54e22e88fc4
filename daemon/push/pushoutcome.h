// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

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
    Gone, // the subscription has ended
    Missing, // there is no such subscription now; see RetryPolicy::isGone()
    TooLarge, // a smaller payload is to be sent
    Later, // it may succeed later
    MuchLater, // it cannot succeed before something is changed
};

// What the outcome means to all kinds of pushes that do not define it themselves.
PushVerdict verdictOf(const PushOutcome &outcome);
// Whether the outcome indicates a failure of the endpoint's whole server.
bool indicatesServerFailure(const PushOutcome &outcome);

} // namespace WebJabber
