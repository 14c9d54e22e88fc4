// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pushoutbox.h"

#include "store/devicestable.h"
#include "store/subscriptionstable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static bool isSameEndpoint(const PushSubscription &a, const PushSubscription &b)
{
    return a.kind == b.kind && a.endpoint == b.endpoint && a.deviceId.isEmpty() == b.deviceId.isEmpty();
}

Result<SaveOutcome> saveSubscriptionTo(StoreContext &context, PushSubscription subscription, const QDateTime &now)
{
    const AccountRow *const row = context.accounts.find(subscription.account);
    const QString &deviceId = subscription.deviceId;
    if (!row || (!deviceId.isEmpty() && selectDevice(context.database, deviceId).id.isEmpty()))
        return problem(ProblemCode::Unauthorized, u"The device was signed out."_s);
    const AccountRow &account = *row;
    QList<PushSubscription> others = selectSubscriptions(context.database, account.id);
    SaveOutcome outcome;
    const auto same = std::ranges::find_if(
        others, [&](const PushSubscription &other) { return isSameEndpoint(other, subscription); });
    const bool isNew = same == others.end();
    if (isNew && !deviceId.isEmpty() && others.size() >= context.limits.subscriptionsPerAccount)
        return problem(ProblemCode::TooManyRequests,
                       u"The account has too many push subscriptions; delete one first."_s);
    subscription.created = isNew ? now : same->created;
    subscription.progress = {};
    subscription.progress.sentSeq = isNew ? account.lastSeq : same->progress.sentSeq;
    subscription.progress.version = isNew ? 0 : same->progress.version;
    if (!isNew)
        subscription.id = same->id;
    for (const PushSubscription &other : std::as_const(others)) {
        if (deviceId.isEmpty() && other.deviceId.isEmpty() && other.id != subscription.id) {
            deleteSubscription(context.database, other.id);
            outcome.removed.append(other.id);
        }
    }
    if (isNew)
        insertSubscription(context.database, account.id, subscription);
    else
        updateSubscription(context.database, subscription);
    outcome.saved = subscription;
    return outcome;
}

QList<PushSubscription> subscriptionsOf(StoreContext &context, const Jid &account)
{
    const AccountRow *row = context.accounts.find(account);
    return row ? selectSubscriptions(context.database, row->id) : QList<PushSubscription>();
}

QStringList removeSubscriptionsOf(StoreContext &context, const Device &device)
{
    const QStringList ids = selectSubscriptionIds(context.database, device.id);
    for (const QString &id : ids)
        deleteSubscription(context.database, id);
    return ids;
}

QStringList removeLegacySubscriptions(StoreContext &context, qint64 accountId)
{
    QStringList ids;
    for (const PushSubscription &subscription : selectSubscriptions(context.database, accountId)) {
        if (subscription.deviceId.isEmpty()) {
            deleteSubscription(context.database, subscription.id);
            ids.append(subscription.id);
        }
    }
    return ids;
}

} // namespace WebJabber
