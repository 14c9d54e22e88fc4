// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "storedtypes.h"

namespace WebJabber {

// Takes the place of the account's other subscription.
void replaceSubscription(Database &database, qint64 accountId, const QString &id, const PushSubscription &subscription,
                         const QDateTime &now);
// One with an empty endpoint where there is none.
PushSubscription selectSubscription(Database &database, qint64 accountId, const Jid &account);
void deleteSubscriptions(Database &database, qint64 accountId);

} // namespace WebJabber
