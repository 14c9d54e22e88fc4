// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

static constexpr int requestsPerAct = 50;

namespace {

// Subscription requests, each of a new stranger.
class SubscriptionRequests final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        for (int i = 0; i < requestsPerAct; ++i) {
            connection.write("<presence type='subscribe' from='s" + connection.newNumber() + "@strangers.test' to='"
                             + connection.bareJid()
                             + "'><nick xmlns='http://jabber.org/protocol/nick'>somebody</nick>"
                               "<status>let me in</status></presence>");
        }
        connection.count(requestsPerAct);
    }
};

} // namespace

std::unique_ptr<Behaviour> subscriptionRequests()
{
    return std::make_unique<SubscriptionRequests>();
}

} // namespace WebJabber::Bench
