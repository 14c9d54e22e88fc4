// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retentionjob.h"

#include "store/eventqueue.h"
#include "store/eventstable.h"
#include "store/outgoingtable.h"
#include "store/refstable.h"
#include "store/repetition.h"
#include "store/seentable.h"

namespace WebJabber {

// A newer account without devices may be waiting for its first sign-in to complete.
static constexpr std::chrono::days abandonedAge{1};

static void removeExpired(StoreContext &context, const QDateTime &now, RetentionOutcome &outcome)
{
    const QList<Device> expired = selectExpiredDevices(context.database, now, now - context.limits.accountGrace,
                                                       rowsPerSlice);
    for (const Device &device : expired)
        outcome.removals.append(removeDeviceFrom(context, device.id, now));
}

// Returns true if a whole slice was deleted, so that there may be more.
static bool dropOldRows(StoreContext &context, AccountRow &account, const QDateTime &now)
{
    const QDateTime oldest = now - context.limits.eventAge;
    const qint64 first = firstSeqStoredAfter(context.database, account.id, account.oldestSeq, oldest, rowsPerSlice);
    const qint64 dropped = first - account.oldestSeq;
    if (dropped > 0)
        dropBefore(context, account, first);
    const bool hasMoreToTrim = trimQueue(context, account);
    return deleteSettledBefore(context.database, account.id, oldest, rowsPerSlice) >= rowsPerSlice
        || dropped >= rowsPerSlice || hasMoreToTrim;
}

// Returns the position at which to continue; empty at the end of the account.
static std::optional<QByteArray> deleteOldFingerprints(StoreContext &context, qint64 accountId,
                                                       const std::optional<QByteArray> &after, const QDateTime &now)
{
    if (!after)
        return {};
    const QList<SeenRow> rows = selectSeenAfter(context.database, accountId, *after, rowsPerSlice);
    for (const SeenRow &row : rows) {
        if (row.time < now - (row.kind == SeenKind::StanzaId ? stanzaIdAge : senderIdAge))
            deleteSeen(context.database, accountId, row.fingerprint);
    }
    return rows.size() < rowsPerSlice ? std::nullopt : std::optional(rows.last().fingerprint);
}

static std::optional<QByteArray> forgetRefs(StoreContext &context, qint64 accountId,
                                            const std::optional<QByteArray> &after, const QDateTime &now)
{
    if (!after)
        return {};
    return deleteRefsBefore(context.database, accountId, *after, now - context.limits.refsAge, rowsPerSlice);
}

RetentionOutcome runRetentionSlice(StoreContext &context, const RetentionPosition &position, const QDateTime &now)
{
    RetentionOutcome outcome;
    if (position.accountId == 0)
        removeExpired(context, now, outcome);
    const auto account = selectAccountAfter(context.database, position.accountId);
    if (!account)
        return outcome;
    outcome.next = RetentionPosition{account->id};
    if (isAbandoned(context.database, account->id, now - abandonedAge)) {
        outcome.removals.append(removeWholeAccount(context, account->jid));
        return outcome;
    }
    const bool hasMore = dropOldRows(context, *context.accounts.find(account->jid), now);
    const auto fingerprint = deleteOldFingerprints(context, account->id, position.fingerprint, now);
    const auto reference = forgetRefs(context, account->id, position.reference, now);
    if (hasMore || fingerprint || reference)
        outcome.next = RetentionPosition{position.accountId, fingerprint, reference};
    return outcome;
}

bool deleteRemovedSlice(StoreContext &context)
{
    const auto id = selectRemovedAccount(context.database);
    if (!id)
        return false;
    int deleted = deleteSomeEvents(context.database, *id, rowsPerSlice);
    if (deleted < rowsPerSlice)
        deleted += deleteSomeSeen(context.database, *id, rowsPerSlice);
    if (deleted < rowsPerSlice)
        deleted += deleteSomeRefs(context.database, *id, rowsPerSlice);
    if (deleted < rowsPerSlice)
        deleted += deleteSomeOutgoing(context.database, *id, rowsPerSlice);
    if (deleted < rowsPerSlice)
        deleteAccount(context.database, *id);
    return true;
}

} // namespace WebJabber
