// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace WebJabber {

// How often something may be done in a minute, and as often at once after a
// minute of rest. 0: without a limit.
struct RateLimit {
    int perAddress = 0;
    int perAccount = 0;
};

// What the operator says about how often clients may do what costs others.
struct RateLimits {
    RateLimit signIns{60, 60};
    RateLimit messages{1200, 300};
    // Sign-ins that an XMPP server refused, of one address at one domain: servers
    // ban the address of whoever fails often, which is the daemon's.
    int failedSignIns = 5;
    int newAccountsPerDay = 50; // that one address signs in
    RateLimit subscriptions{60, 20}; // to pushes and to contacts' presence
    // Addresses and networks, as AddressList takes them, whose clients may do as
    // they like; but no address may try one account's passwords more often, and
    // all of them together have no more refused sign-ins at one domain.
    QStringList exempt{QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
};

} // namespace WebJabber
