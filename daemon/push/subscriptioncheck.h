// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/endpointguard.h"
#include "store/storedtypes.h"

namespace WebJabber {

// Checks and completes subscriptions before they are stored.
class SubscriptionCheck
{
public:
    // Seals a secret for an account.
    using Seal = std::function<QByteArray(const Jid &account, QByteArrayView secret)>;

    SubscriptionCheck(PushSettings settings, HostLookup lookup, Seal seal);

    // Checks whether the subscription can be used: its endpoint (endpoint-refused), and its keys, secret and payload
    // (invalid-request). An endpoint whose name has no address for now is accepted, because it may have one later.
    QFuture<Result<CheckedSubscription>> run(RequestedSubscription requested) const;

private:
    Result<PushPayload> payloadFor(const RequestedSubscription &requested) const;
    Result<CheckedSubscription> checkText(const RequestedSubscription &requested) const;

    PushSettings m_settings;
    HostLookup m_lookup;
    Seal m_seal;
};

} // namespace WebJabber
