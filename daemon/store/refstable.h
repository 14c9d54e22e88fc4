// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace WebJabber {

// The message that an id stands for. A row takes the same space whatever the length of the id.
struct RefRow {
    QByteArray reference; // see references.cpp
    QByteArray author;
    qint64 seq = 0;
    QDateTime time; // when the row was written
};

// Replaces the author's earlier row with this reference.
void saveRef(Database &database, qint64 accountId, const RefRow &row);
std::optional<RefRow> selectRef(Database &database, qint64 accountId, const QByteArray &reference,
                                const QByteArray &author);
// Returns the newest row with this reference, whoever the author is.
std::optional<RefRow> selectAnyRef(Database &database, qint64 accountId, const QByteArray &reference);
// Looks at about `limit` rows in the order of references, starting after `after`, and deletes those written before
// `time`. Returns where to continue; nothing at the end of the account.
std::optional<QByteArray> deleteRefsBefore(Database &database, qint64 accountId, const QByteArray &after,
                                           const QDateTime &time, qint64 limit);
// Deletes about `limit` of the account's rows. Returns how many were deleted.
int deleteSomeRefs(Database &database, qint64 accountId, qint64 limit);

} // namespace WebJabber
