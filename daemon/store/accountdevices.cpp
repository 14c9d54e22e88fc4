// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accountdevices.h"

#include "store/eventqueue.h"
#include "store/pushoutbox.h"
#include "store/subscriptionstable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

QList<Device> liveDevices(StoreContext &context, qint64 accountId, const QDateTime &now)
{
    QList<Device> devices = selectDevices(context.database, accountId);
    devices.removeIf([&now](const Device &device) { return device.expires <= now; });
    return devices;
}

// Returns true if `a` is to be removed before `b`. A script that signs in for each message leaves hundreds of devices
// that are never used again; they must not displace a desktop that is used once a week.
static bool isRemovedFirst(const Device &a, const Device &b)
{
    const auto rank = [](const Device &device) { return std::pair(device.lastSeen > device.created, device.lastSeen); };
    return rank(a) < rank(b);
}

AddOutcome addDeviceTo(StoreContext &context, StoredDevice stored)
{
    AddOutcome outcome;
    Device &device = stored.device;
    AccountRow &account = context.accounts.make(device.account, device.created);
    QList<Device> others = liveDevices(context, account.id, device.created);
    const qint64 start = others.isEmpty() ? account.oldestSeq - 1 : account.lastSeq;
    device.cursor = start;
    if (device.kind == DeviceKind::Legacy) {
        if (std::ranges::contains(others, DeviceKind::Legacy, &Device::kind)) {
            device.cursor = account.legacyCursor;
        } else {
            account.legacyCursor = start;
            updateSeqs(context.database, account);
        }
    }
    others.removeIf([&device](const Device &other) { return other.kind != device.kind; });
    std::ranges::stable_sort(others, isRemovedFirst);
    while (others.size() >= context.limits.devicesPerKind) {
        outcome.subscriptions += removeSubscriptionsOf(context, others.first());
        deleteDevice(context.database, others.first().id);
        outcome.removed.append(others.takeFirst());
    }
    insertDevice(context.database, account.id, stored);
    outcome.added = std::move(stored);
    return outcome;
}

// Removes the account's devices for which `isGone` returns true.
template<typename Predicate>
static RemoveOutcome removeDevices(StoreContext &context, const Jid &jid, const QDateTime &now, Predicate isGone)
{
    AccountRow *account = context.accounts.find(jid);
    if (!account)
        return {};
    const QList<Device> devices = selectDevices(context.database, account->id);
    QList<Device> gone;
    std::ranges::copy_if(devices, std::back_inserter(gone), isGone);
    if (gone.isEmpty())
        return {};
    const auto stays = [&](const Device &device) { return !isGone(device) && now < device.expires; };
    if (std::ranges::none_of(devices, stays))
        return removeWholeAccount(context, jid);
    QStringList subscriptions;
    for (const Device &device : gone) {
        subscriptions += removeSubscriptionsOf(context, device);
        deleteDevice(context.database, device.id);
    }
    const auto isLegacy = [](const Device &device) { return device.kind == DeviceKind::Legacy; };
    if (std::ranges::any_of(gone, isLegacy)
        && std::ranges::none_of(devices, [&](const Device &device) { return isLegacy(device) && stays(device); }))
        subscriptions += removeLegacySubscriptions(context, account->id);
    return {jid, gone, subscriptions, false, trimQueue(context, *account), 0};
}

RemoveOutcome removeDeviceFrom(StoreContext &context, const QString &id, const QDateTime &now)
{
    const Jid account = selectDevice(context.database, id).account;
    return removeDevices(context, account, now, [&id](const Device &device) { return device.id == id; });
}

RemoveOutcome removeLegacyFrom(StoreContext &context, const Jid &account, const QDateTime &now)
{
    return removeDevices(context, account, now, [](const Device &device) { return device.kind == DeviceKind::Legacy; });
}

RemoveOutcome removeWholeAccount(StoreContext &context, const Jid &account)
{
    const AccountRow *row = context.accounts.find(account);
    if (!row)
        return {};
    const QList<Device> devices = selectDevices(context.database, row->id);
    deleteDevices(context.database, row->id);
    deleteSubscriptions(context.database, row->id);
    markAccountRemoved(context.database, row->id);
    return {account, devices, {}, true, true, context.accounts.forget(account)};
}

Result<AcknowledgeOutcome> acknowledgeAs(StoreContext &context, const QString &id, qint64 seq)
{
    Device device = selectDevice(context.database, id);
    AccountRow *account = device.id.isEmpty() ? nullptr : context.accounts.find(device.account);
    if (!account)
        return AcknowledgeOutcome();
    // Such a cursor belongs to another queue: the account was removed and made again, or the database was restored.
    if (seq > account->lastSeq)
        return problem(ProblemCode::InvalidRequest,
                       u"“cursor” is beyond the newest event, which is %1."_s.arg(account->lastSeq));
    if (device.kind == DeviceKind::Legacy) {
        const LegacyOutcome legacy = acknowledgeAsLegacy(context, device.account, seq);
        device.cursor = legacy.cursor;
        return AcknowledgeOutcome{device, legacy.hasMoreToDelete};
    }
    if (seq <= device.cursor)
        return AcknowledgeOutcome{device, false};
    device.cursor = seq;
    updateAcknowledged(context.database, id, seq);
    if (seq > account->readSeq) {
        account->readSeq = seq;
        updateSeqs(context.database, *account);
    }
    return AcknowledgeOutcome{device, trimQueue(context, *account)};
}

LegacyOutcome acknowledgeAsLegacy(StoreContext &context, const Jid &account, qint64 seq)
{
    AccountRow *row = context.accounts.find(account);
    if (!row)
        return {};
    const qint64 cursor = std::min(seq, row->lastSeq);
    if (cursor <= row->legacyCursor)
        return {row->legacyCursor, false};
    row->legacyCursor = cursor;
    row->readSeq = std::max(row->readSeq, cursor);
    updateSeqs(context.database, *row);
    return {cursor, trimQueue(context, *row)};
}

} // namespace WebJabber
