// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ratelimits.h"
#include "api/signinlimits.h"
#include "http/addresslist.h"
#include "http/tokenbuckets.h"
#include "shared/jid.h"
#include "shared/problem.h"

#include <QHostAddress>

#include <array>
#include <functional>
#include <optional>

namespace WebJabber {

// Limits the rate of client actions, per client address and per account. Counts are lost on restart.
class RateLimiter
{
public:
    enum class Action { SignIn, Send, Subscribe };
    using Clock = std::function<TokenBuckets::Time()>;

    explicit RateLimiter(const RateLimits &limits, Clock now = &std::chrono::steady_clock::now);

    // Counts the action for both the client and the account. If either is above its limit, counts neither and fails
    // with too-many-requests and a retryAfter. `account` is bare.
    Result<void> count(Action action, const QHostAddress &client, const Jid &account);

    SignInLimits &signIns() { return m_signIns; }

private:
    struct Buckets {
        std::optional<TokenBuckets> ofAddresses; // nullopt: no limit
        std::optional<TokenBuckets> ofAccounts;
    };

    static Buckets bucketsFor(const RateLimit &limit);

    std::array<Buckets, 3> m_actions; // index: Action
    AddressList m_exempt;
    SignInLimits m_signIns;
    Clock m_now;
};

} // namespace WebJabber
