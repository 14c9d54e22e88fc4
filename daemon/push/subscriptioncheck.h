// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/endpointguard.h"
#include "store/storedtypes.h"

namespace WebJabber {

// Seals a secret for an account.
using Seal = std::function<QByteArray(const Jid &account, QByteArrayView secret)>;

// Checks whether the subscription can be used: its endpoint (endpoint-refused), and its keys, secret and payload
// (invalid-request). An endpoint whose name has no address for now is accepted, because it may have one later.
QFuture<Result<CheckedSubscription>> checkSubscription(WantedSubscription wanted, const PushSettings &settings,
                                                       const HostLookup &lookup, const Seal &seal);

} // namespace WebJabber
