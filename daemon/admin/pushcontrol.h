// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storedtypes.h"

#include <QFuture>

namespace WebJabber {

// The operator's control interface for pushes. It makes this module independent of the push module. Called on the main
// thread.
class PushControl
{
public:
    template<typename T>
    using Answer = QFuture<Result<T>>;

    virtual ~PushControl() = default;

    virtual Answer<QList<PushSubscription>> subscriptions() = 0;
    // Makes the next attempt immediately. Fails with not-found.
    virtual Answer<void> retry(const QString &id) = 0;
    // Deletes the subscription. Fails with not-found.
    virtual Answer<void> remove(const QString &id) = 0;
};

} // namespace WebJabber
