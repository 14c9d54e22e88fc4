// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storedtypes.h"

#include <QFuture>

#include <functional>

namespace WebJabber {

// What the routes need from the push module, on which this module does not depend.
struct PushAccess {
    // Checks and completes a subscription before it is stored. Fails with endpoint-refused or invalid-request.
    std::function<QFuture<Result<CheckedSubscription>>(const WantedSubscription &)> check;
    // Sends one push to this subscription now.
    std::function<void(const QString &id)> test;
    // The VAPID public key for browsers, in base64url.
    QByteArray vapidPublicKey;
};

} // namespace WebJabber
