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

// Bounds what the sign-ins of one client may cost others: failures at a domain,
// after which its server may ban the daemon, and accounts that are new here.
class SignInLimits
{
public:
    using Clock = std::function<TokenBuckets::Time()>;

    // A sign-in between admit() and end().
    struct SignIn {
        QHostAddress client;
        Jid account; // bare
        bool isNewAccount; // it has no session yet
    };

    SignInLimits(const RateLimits &limits, Clock now);

    // Fails with too-many-requests if the client, or the exempt ones together,
    // have failed too often at the account's domain, or if the client has brought
    // too many new accounts. end() must follow if it succeeds.
    Result<void> admit(const SignIn &signIn);
    void end(const SignIn &signIn, const Result<void> &outcome);

private:
    bool isExempt(const SignIn &signIn) const { return m_exempt.contains(signIn.client); }
    TokenBuckets::Key failureKey(const SignIn &signIn) const;
    Result<void> check(const SignIn &signIn, TokenBuckets::Key key) const;

    AddressList m_exempt;
    int m_maxFailures; // a minute; 0: no limit
    std::optional<TokenBuckets> m_failures; // by failureKey()
    std::optional<TokenBuckets> m_newAccounts; // by address
    QHash<TokenBuckets::Key, int> m_underWay; // by failureKey()
    Clock m_now;
};

} // namespace WebJabber
