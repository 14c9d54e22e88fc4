// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/devicestable.h"
#include "store/storecontext.h"

#include <QStringList>

namespace WebJabber {

// Those that have not expired, in the order they were added.
QList<Device> liveDevices(StoreContext &context, qint64 accountId, const QDateTime &now);

struct AddOutcome {
    StoredDevice added;
    QList<Device> removed; // as the account had too many of this kind
    QStringList subscriptions; // that went with them
};

// Gives the device its cursor: the account's newest event; for a legacy device
// that of the account's others; for the first device of an account before its
// oldest event, as nobody has read that.
AddOutcome addDeviceTo(StoreContext &context, StoredDevice stored);

struct RemoveOutcome {
    Jid account;
    QList<Device> removed;
    QStringList subscriptions; // that went with them, unless the account did
    bool isAccountRemoved = false;
    bool hasMoreToDelete = false;
    quint64 removal = 0; // the account's, as AccountCache::forget() counts
};

// Takes the account with it where no other device is left that has not expired.
RemoveOutcome removeDeviceFrom(StoreContext &context, const QString &id, const QDateTime &now);
// The same for all legacy devices of the account.
RemoveOutcome removeLegacyFrom(StoreContext &context, const Jid &account, const QDateTime &now);
// Answers what was removed with it; nothing where it is not there.
RemoveOutcome removeWholeAccount(StoreContext &context, const Jid &account);

struct AcknowledgeOutcome {
    Device device; // with its new cursor; without an id where there is none
    bool hasMoreToDelete = false;
};

// Fails with invalid-request if there is no event `seq` yet, and acknowledges nothing then.
Result<AcknowledgeOutcome> acknowledgeAs(StoreContext &context, const QString &id, qint64 seq);
// Answers the cursor of the account's legacy devices; all else is as above.
struct LegacyOutcome {
    qint64 cursor = 0;
    bool hasMoreToDelete = false;
};
LegacyOutcome acknowledgeAsLegacy(StoreContext &context, const Jid &account, qint64 seq);

} // namespace WebJabber
