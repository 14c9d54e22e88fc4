// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ratelimits.h"
#include "http/addresslist.h"
#include "http/tokenbuckets.h"
#include "shared/jid.h"
#include "shared/problem.h"

#include <QHash>
#include <QHostAddress>

#include <functional>
#include <optional>

namespace WebJabber {

// Limits the cost of one client's sign-ins for others: failures per domain, as its server may ban the daemon, and
// accounts that are new here.
class SignInLimits
{
public:
    using Clock = std::function<TokenBuckets::Time()>;

    // A sign-in attempt, between admit() and end().
    struct SignIn {
        QHostAddress client;
        Jid account; // bare
        bool isNewAccount; // it has no session yet
    };

    SignInLimits(const RateLimits &limits, Clock now);

    // Fails with too-many-requests if the client (or all exempt clients together) failed too often at the account's
    // domain, or if the client signed in too many new accounts. On success end() must follow.
    Result<void> admit(const SignIn &signIn);
    void end(const SignIn &signIn, const Result<void> &outcome);

private:
    bool isExempt(const SignIn &signIn) const { return m_exempt.contains(signIn.client); }
    TokenBuckets::Key failureKey(const SignIn &signIn) const;
    Result<void> check(const SignIn &signIn, TokenBuckets::Key key) const;

    AddressList m_exempt;
    int m_maxFailures; // per minute; 0: no limit
    std::optional<TokenBuckets> m_failures; // key: failureKey()
    std::optional<TokenBuckets> m_newAccounts; // key: address
    QHash<TokenBuckets::Key, int> m_inProgress; // key: failureKey()
    Clock m_now;
};

} // namespace WebJabber
