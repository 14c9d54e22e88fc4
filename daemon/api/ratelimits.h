// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace WebJabber {

// Actions allowed per minute, and also in one burst after an idle minute. 0: no limit.
struct RateLimit {
    int perAddress = 0;
    int perAccount = 0;
};

// The rate limits of the configuration.
struct RateLimits {
    RateLimit signIns{60, 60};
    RateLimit messages{1200, 300};
    // Sign-ins of one address at one domain that the XMPP server refused. XMPP servers ban addresses with many
    // failures, and the address they see is the daemon's.
    int failedSignIns = 5;
    int newAccountsPerDay = 50; // per client address
    RateLimit subscriptions{60, 20}; // push subscriptions and presence subscriptions
    // Addresses and networks (see AddressList) that are exempt from the limits, with two exceptions: an address cannot
    // try the passwords of one account more often, and all exempt addresses together share one limit of refused
    // sign-ins per domain.
    QStringList exempt{QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
};

} // namespace WebJabber
