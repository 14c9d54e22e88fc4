// SPDX-License-Identifier: GPL-3.0-or-later
#include "subscriptionstable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

void replaceSubscription(Database &database, qint64 accountId, const QString &id, const PushSubscription &subscription,
                         const QDateTime &now)
{
    deleteSubscriptions(database, accountId);
    database.execute("INSERT INTO push_subscriptions (id, account_id, kind, endpoint, wants_presence, created)"
                     " VALUES (?, ?, ?, ?, ?, ?)"_L1,
                     id, accountId, subscription.kind, subscription.endpoint.toString(QUrl::FullyEncoded),
                     int(subscription.wantsPresence), now);
}

PushSubscription selectSubscription(Database &database, qint64 accountId, const Jid &account)
{
    Rows rows = database.select("SELECT kind, endpoint, wants_presence FROM push_subscriptions WHERE account_id = ?"_L1,
                                accountId);
    if (!rows.next())
        return {};
    return {account, rows.text(0), QUrl(rows.text(1)), rows.number(2) != 0};
}

void deleteSubscriptions(Database &database, qint64 accountId)
{
    database.execute("DELETE FROM push_subscriptions WHERE account_id = ?"_L1, accountId);
}

} // namespace WebJabber
