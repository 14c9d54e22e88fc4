// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"
#include "store/storedtypes.h"

#include <QStringList>

namespace WebJabber {

struct SaveOutcome {
    PushSubscription saved;
    QStringList removed; // whose place it took
};

// `subscription` comes with a new id, which it gets where it takes nobody's
// place. Fails with unauthorized and too-many-requests before anything is
// written.
Result<SaveOutcome> saveSubscriptionTo(StoreContext &context, PushSubscription subscription, const QDateTime &now);

QList<PushSubscription> subscriptionsOf(StoreContext &context, const Jid &account);

// Deletes the subscriptions of a device that is going; those of the legacy
// devices when the last of them does. Answers what they were.
QStringList removeSubscriptionsOf(StoreContext &context, const Device &device);
QStringList removeLegacySubscriptions(StoreContext &context, qint64 accountId);

} // namespace WebJabber
