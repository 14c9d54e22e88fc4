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

// Counts what clients do, by where they are and by whom they do it for. Counts
// begin anew with the daemon.
class RateLimiter
{
public:
    enum class Action { SignIn, Send, Subscribe };
    using Clock = std::function<TokenBuckets::Time()>;

    explicit RateLimiter(const RateLimits &limits, Clock now = &std::chrono::steady_clock::now);

    // Counts the action, at both or, where one of them has had its share, at
    // neither: that fails with too-many-requests and says when to come back.
    // `account` is bare.
    Result<void> count(Action action, const QHostAddress &client, const Jid &account);

    SignInLimits &signIns() { return m_signIns; }

private:
    struct Buckets {
        std::optional<TokenBuckets> ofAddresses; // none: without a limit
        std::optional<TokenBuckets> ofAccounts;
    };

    static Buckets bucketsFor(const RateLimit &limit);

    std::array<Buckets, 3> m_actions; // by Action
    AddressList m_exempt;
    SignInLimits m_signIns;
    Clock m_now;
};

} // namespace WebJabber
