// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountdevices.h"

namespace WebJabber {

// The position of an iteration over everything that may be too old.
struct RetentionPosition {
    qint64 accountId = 0; // this account and those before it are done
    // The position within the next account. Empty: the account has no further rows.
    std::optional<QByteArray> fingerprint = QByteArray();
    std::optional<QByteArray> reference = QByteArray();
};

struct RetentionOutcome {
    std::optional<RetentionPosition> next; // nothing: the iteration is complete
    QList<RemoveOutcome> removals;
};

// Runs the next step: deletes an account's events, outgoing messages, fingerprints and references that are too old, or
// deletes the account if it has no devices. The first step also deletes expired devices. An account and its last
// expired device are kept for StoreLimits::accountGrace, so that a user who signs in again within that time gets the
// unread events.
RetentionOutcome runRetentionSlice(StoreContext &context, const RetentionPosition &position, const QDateTime &now);

// Deletes a slice of the rows of removed accounts. Returns true if there may be more.
bool deleteRemovedSlice(StoreContext &context);

} // namespace WebJabber
