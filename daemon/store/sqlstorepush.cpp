// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/duepush.h"
#include "store/pushoutbox.h"
#include "store/sqlstore.h"
#include "store/subscriptionstable.h"

namespace WebJabber {

Store::Answer<PushSubscription> SqlStore::saveSubscription(const PushSubscription &subscription)
{
    PushSubscription fresh = subscription;
    fresh.id = makeId();
    return perform<PushSubscription>(
        Access::Write, [fresh, now = now()](StoreContext &context) { return saveSubscriptionTo(context, fresh, now); },
        [this](const Result<SaveOutcome> &outcome) -> Result<PushSubscription> {
            if (!outcome)
                return std::unexpected(outcome.error());
            for (const QString &id : outcome->removed)
                Q_EMIT subscriptionRemoved(id);
            Q_EMIT subscriptionSaved(outcome->saved);
            return outcome->saved;
        });
}

Store::Answer<QList<PushSubscription>> SqlStore::subscriptions(const Jid &account)
{
    return read<QList<PushSubscription>>(
        [account](StoreContext &context) { return subscriptionsOf(context, account); });
}

Store::Answer<QList<PushSubscription>> SqlStore::allSubscriptions()
{
    return read<QList<PushSubscription>>(
        [](StoreContext &context) { return selectAllSubscriptions(context.database); });
}

Store::Answer<void> SqlStore::removeSubscription(const QString &id)
{
    return perform<void>(
        Access::Write, [id](StoreContext &context) -> Result<int> { return deleteSubscription(context.database, id); },
        [this, id](const Result<int> &deleted) -> Result<void> {
            if (!deleted)
                return std::unexpected(deleted.error());
            if (*deleted > 0)
                Q_EMIT subscriptionRemoved(id);
            return {};
        });
}

Store::Answer<DuePush> SqlStore::duePush(const QString &id, const PushPosition &position)
{
    return read<DuePush>([id, position](StoreContext &context) { return duePushOf(context, id, position); });
}

Store::Answer<void> SqlStore::recordPush(const QString &id, const PushProgress &progress)
{
    return perform<void>(
        Access::Write,
        [id, progress](StoreContext &context) -> Result<void> {
            updateProgress(context.database, id, progress);
            return {};
        },
        std::identity());
}

} // namespace WebJabber
