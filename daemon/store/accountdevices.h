// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/devicestable.h"
#include "store/storecontext.h"

#include <QStringList>

namespace WebJabber {

// Returns the devices that have not expired, in the order they were added.
QList<Device> liveDevices(StoreContext &context, qint64 accountId, const QDateTime &now);

struct AddOutcome {
    StoredDevice added;
    QList<Device> removed; // because the account had too many of this kind
    QStringList subscriptions; // that were removed with those devices
};

// Adds the device and sets its cursor to the account's newest event. A legacy device gets the cursor of the account's
// other legacy devices, if there are any. The first device of an account starts before the oldest event kept, because
// nobody has read that.
AddOutcome addDeviceTo(StoreContext &context, StoredDevice stored);

struct RemoveOutcome {
    Jid account;
    QList<Device> removed;
    QStringList subscriptions; // that were removed with the devices; empty if the account was removed
    bool isAccountRemoved = false;
    bool hasMoreToDelete = false;
    quint64 removal = 0; // the number of the account's removal (AccountCache::forget())
};

// Also removes the account if none of its other devices is unexpired.
RemoveOutcome removeDeviceFrom(StoreContext &context, const QString &id, const QDateTime &now);
// Does the same for all legacy devices of the account.
RemoveOutcome removeLegacyFrom(StoreContext &context, const Jid &account, const QDateTime &now);
// Returns everything that was removed; an empty outcome if there is no such account.
RemoveOutcome removeWholeAccount(StoreContext &context, const Jid &account);

struct AcknowledgeOutcome {
    Device device; // with its new cursor; without an id if there is no such device
    bool hasMoreToDelete = false;
};

// Fails with invalid-request and acknowledges nothing if there is no event `seq` yet.
Result<AcknowledgeOutcome> acknowledgeAs(StoreContext &context, const QString &id, qint64 seq);
// `cursor` is that of the account's legacy devices. Otherwise as acknowledgeAs().
struct LegacyOutcome {
    qint64 cursor = 0;
    bool hasMoreToDelete = false;
};
LegacyOutcome acknowledgeAsLegacy(StoreContext &context, const Jid &account, qint64 seq);

} // namespace WebJabber
