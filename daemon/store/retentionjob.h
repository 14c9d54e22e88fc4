// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountdevices.h"

namespace WebJabber {

// How far a walk through everything that may be too old has come.
struct TidyPosition {
    qint64 accountId = 0; // this account and those before it are done
    QByteArray fingerprint; // within the next one
};

struct TidyOutcome {
    std::optional<TidyPosition> next; // nothing: the walk is over
    QList<RemoveOutcome> removals;
};

// Takes the next step: deletes an account's events and outgoing messages that
// are over their age, and what was seen too long ago, or the account that no
// device can reach. The first step deletes expired devices as well. An account's
// last one stays, expired, for StoreLimits::accountGrace, and the account with it:
// whoever signs in again meanwhile finds what was not read.
TidyOutcome tidySlice(StoreContext &context, const TidyPosition &position, const QDateTime &now);

// Deletes a slice of what is left of removed accounts. True where there is more.
bool deleteRemovedSlice(StoreContext &context);

} // namespace WebJabber
