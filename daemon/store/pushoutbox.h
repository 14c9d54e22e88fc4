// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storecontext.h"
#include "store/storedtypes.h"

#include <QStringList>

namespace WebJabber {

struct SaveOutcome {
    PushSubscription saved;
    QStringList removed; // the ids of the subscriptions it replaced
};

// `subscription` has a new id, which is used only if it replaces no other subscription. Fails with unauthorized or
// too-many-requests before anything is written.
Result<SaveOutcome> saveSubscriptionTo(StoreContext &context, PushSubscription subscription, const QDateTime &now);

QList<PushSubscription> subscriptionsOf(StoreContext &context, const Jid &account);

// Deletes the subscriptions of a device that is being removed, or those of the legacy devices when the last of these
// is. Returns their ids.
QStringList removeSubscriptionsOf(StoreContext &context, const Device &device);
QStringList removeLegacySubscriptions(StoreContext &context, qint64 accountId);

} // namespace WebJabber
