// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountdevices.h"

namespace WebJabber {

// How far a walk through everything that may be too old has come.
struct TidyPosition {
    qint64 accountId = 0; // the account before this one is done
    QByteArray fingerprint; // within it
};

struct TidyOutcome {
    std::optional<TidyPosition> next; // nothing: the walk is over
    QList<RemoveOutcome> removals;
};

// Walks on from there, for a slice's time: deletes expired devices, events and
// outgoing messages over their age, what was seen too long ago, and accounts
// that no device can reach.
TidyOutcome tidySlice(StoreContext &context, const TidyPosition &position, const QDateTime &now);

// Deletes a slice of what is left of removed accounts. True where there is more.
bool deleteRemovedSlice(StoreContext &context);

} // namespace WebJabber
