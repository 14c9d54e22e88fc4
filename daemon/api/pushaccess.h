// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storedtypes.h"

#include <QFuture>

#include <functional>

namespace WebJabber {

// What routes need of push, a room that this one does not know.
struct PushAccess {
    // Whether a subscription may be kept, and what it is then. Fails with
    // endpoint-refused and invalid-request.
    std::function<QFuture<Result<CheckedSubscription>>(const WantedSubscription &)> check;
    // Makes one push to the subscription with this id now.
    std::function<void(const QString &id)> test;
    // The key that browsers subscribe with, in base64url.
    QByteArray vapidPublicKey;
};

} // namespace WebJabber
