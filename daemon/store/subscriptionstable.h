// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/storedtypes.h"

#include <optional>

namespace WebJabber {

void insertSubscription(Database &database, qint64 accountId, const PushSubscription &subscription);
// Writes everything except the account and the creation time.
void updateSubscription(Database &database, const PushSubscription &subscription);
void updateProgress(Database &database, const QString &id, const PushProgress &progress);

std::optional<PushSubscription> selectSubscription(Database &database, const QString &id);
// Both return them in the order they were made.
QList<PushSubscription> selectSubscriptions(Database &database, qint64 accountId);
QList<PushSubscription> selectAllSubscriptions(Database &database);
QStringList selectSubscriptionIds(Database &database, const QString &deviceId);

int deleteSubscription(Database &database, const QString &id);
void deleteSubscriptions(Database &database, qint64 accountId);

} // namespace WebJabber
