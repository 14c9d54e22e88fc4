// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushprotocol.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Entry = decltype(pushProtocols)::value_type;

static_assert(std::ranges::all_of(pushKindNames.entries(), [](const auto &named) {
    return std::ranges::contains(pushProtocols, named.first, &Entry::first);
}));

const PushProtocol &protocolOf(PushKind kind)
{
    return std::ranges::find(pushProtocols, kind, &Entry::first)->second();
}

QStringList kindsThat(const std::function<bool(const PushProtocol &)> &is)
{
    QStringList names;
    for (const auto &[kind, protocol] : pushProtocols) {
        if (is(protocol()))
            names.append(pushKindNames[kind]);
    }
    return names;
}

bool isInClear(const PushSubscription &subscription)
{
    return subscription.publicKey.isEmpty() && subscription.endpoint.scheme() != "https"_L1;
}

} // namespace WebJabber
