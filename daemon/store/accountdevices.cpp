// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountdevices.h"

#include "eventqueue.h"
#include "pushoutbox.h"
#include "subscriptionstable.h"

#include <algorithm>

namespace WebJabber {

QList<Device> liveDevices(StoreContext &context, qint64 accountId, const QDateTime &now)
{
    QList<Device> devices = selectDevices(context.database, accountId);
    devices.removeIf([&now](const Device &device) { return device.expires <= now; });
    return devices;
}

AddOutcome addDeviceTo(StoreContext &context, StoredDevice stored)
{
    AddOutcome outcome;
    Device &device = stored.device;
    AccountRow &account = context.accounts.make(device.account, device.created);
    QList<Device> others = liveDevices(context, account.id, device.created);
    const qint64 start = others.isEmpty() ? account.oldestSeq - 1 : account.lastSeq;
    device.cursor = start;
    if (device.kind == DeviceKind::Compat) {
        if (std::ranges::contains(others, DeviceKind::Compat, &Device::kind)) {
            device.cursor = account.compatCursor;
        } else {
            account.compatCursor = start;
            updateSeqs(context.database, account);
        }
    }
    std::ranges::stable_sort(others, {}, &Device::lastSeen);
    while (others.size() >= context.limits.devicesPerAccount) {
        outcome.subscriptions += removeSubscriptionsOf(context, others.first());
        deleteDevice(context.database, others.first().id);
        outcome.removed.append(others.takeFirst());
    }
    insertDevice(context.database, account.id, stored);
    outcome.added = std::move(stored);
    return outcome;
}

// Removes those of the account's devices that `isGone` picks.
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
    const auto isCompat = [](const Device &device) { return device.kind == DeviceKind::Compat; };
    if (std::ranges::any_of(gone, isCompat)
        && std::ranges::none_of(devices, [&](const Device &device) { return isCompat(device) && stays(device); }))
        subscriptions += removeCompatSubscriptions(context, account->id);
    return {jid, gone, subscriptions, false, trimQueue(context, *account)};
}

RemoveOutcome removeDeviceFrom(StoreContext &context, const QString &id, const QDateTime &now)
{
    const Jid account = selectDevice(context.database, id).account;
    return removeDevices(context, account, now, [&id](const Device &device) { return device.id == id; });
}

RemoveOutcome removeCompatFrom(StoreContext &context, const Jid &account, const QDateTime &now)
{
    return removeDevices(context, account, now, [](const Device &device) { return device.kind == DeviceKind::Compat; });
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
    context.accounts.forget(account);
    return {account, devices, {}, true, true};
}

AcknowledgeOutcome acknowledgeAs(StoreContext &context, const QString &id, qint64 seq)
{
    Device device = selectDevice(context.database, id);
    AccountRow *account = device.id.isEmpty() ? nullptr : context.accounts.find(device.account);
    if (!account)
        return {};
    if (device.kind == DeviceKind::Compat) {
        const CompatOutcome compat = acknowledgeAsCompat(context, device.account, seq);
        device.cursor = compat.cursor;
        return {device, compat.hasMoreToDelete};
    }
    const qint64 cursor = std::min(seq, account->lastSeq);
    if (cursor <= device.cursor)
        return {device, false};
    device.cursor = cursor;
    updateAcknowledged(context.database, id, cursor);
    if (cursor > account->readSeq) {
        account->readSeq = cursor;
        updateSeqs(context.database, *account);
    }
    return {device, trimQueue(context, *account)};
}

CompatOutcome acknowledgeAsCompat(StoreContext &context, const Jid &account, qint64 seq)
{
    AccountRow *row = context.accounts.find(account);
    if (!row)
        return {};
    const qint64 cursor = std::min(seq, row->lastSeq);
    if (cursor <= row->compatCursor)
        return {row->compatCursor, false};
    row->compatCursor = cursor;
    row->readSeq = std::max(row->readSeq, cursor);
    updateSeqs(context.database, *row);
    return {cursor, trimQueue(context, *row)};
}

} // namespace WebJabber
