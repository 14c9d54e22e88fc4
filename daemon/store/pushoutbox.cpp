// SPDX-License-Identifier: GPL-3.0-or-later
#include "pushoutbox.h"

#include "devicestable.h"
#include "eventstable.h"
#include "subscriptionstable.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

// How far back a message that is not read is looked for. One that has so much
// read behind it is not worth a call.
static constexpr qint64 eventsLookedAt = 200;

static bool isSamePlace(const PushSubscription &a, const PushSubscription &b)
{
    return a.kind == b.kind && a.endpoint == b.endpoint && a.deviceId.isEmpty() == b.deviceId.isEmpty();
}

Result<SaveOutcome> saveSubscriptionTo(StoreContext &context, PushSubscription subscription, const QDateTime &now)
{
    AccountRow &account = context.accounts.make(subscription.account, now);
    const QString &deviceId = subscription.deviceId;
    if (!deviceId.isEmpty() && selectDevice(context.database, deviceId).id.isEmpty())
        return problem(ProblemCode::Unauthorized, u"The device was signed out."_s);
    QList<PushSubscription> others = selectSubscriptions(context.database, account.id);
    SaveOutcome outcome;
    const auto same = std::ranges::find_if(
        others, [&](const PushSubscription &other) { return isSamePlace(other, subscription); });
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

// Of the newest events, newest first: the first that nobody has read. Whoever
// displayed a message of a contact has displayed those before it.
static std::optional<Event> newestUnread(const QList<Event> &events)
{
    QHash<Jid, QSet<QString>> displayed;
    QSet<Jid> isRead;
    for (const Event &event : events) {
        const bool isOut = event.direction == Direction::Out;
        const Jid contact = (isOut ? event.to : event.from).bare();
        if (isOut && event.type == EventType::Marker)
            displayed[contact].insert(event.id);
        if (!isWorthPush(event) || isRead.contains(contact))
            continue;
        const auto ids = displayed.constFind(contact);
        if (ids == displayed.cend() || !(ids->contains(event.id) || ids->contains(event.stanzaId)))
            return event;
        isRead.insert(contact);
    }
    return {};
}

DuePush duePushOf(StoreContext &context, const QString &id)
{
    DuePush due;
    const auto subscription = selectSubscription(context.database, id);
    const AccountRow *account = subscription ? context.accounts.find(subscription->account) : nullptr;
    if (!account)
        return due;
    due.subscription = *subscription;
    due.seq = account->pushSeq;
    const qint64 told = std::max(subscription->progress.sentSeq, account->readSeq);
    if (account->pushSeq > told)
        due.event = newestUnread(
            selectNewestEvents(context.database, account->id, subscription->account, told, eventsLookedAt));
    return due;
}

QStringList removeSubscriptionsOf(StoreContext &context, const Device &device)
{
    const QStringList ids = selectSubscriptionIds(context.database, device.id);
    for (const QString &id : ids)
        deleteSubscription(context.database, id);
    return ids;
}

QStringList removeCompatSubscriptions(StoreContext &context, qint64 accountId)
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
