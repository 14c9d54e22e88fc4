// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/storedtypes.h"

namespace WebJabber {

// A message and the hash of what its client sent. The hash stays when the body is deleted.
struct StoredOutgoing {
    Outgoing message;
    QByteArray contentHash;
};

void insertOutgoing(Database &database, qint64 accountId, const StoredOutgoing &stored);
std::optional<StoredOutgoing> selectOutgoing(Database &database, qint64 accountId, const Jid &account,
                                             const QString &id);
// Returns them oldest first.
QList<Outgoing> selectQueuedOutgoing(Database &database, qint64 accountId, const Jid &account,
                                     const OutgoingPage &page);
// Writes its state, problem and content, and deletes its body.
void updateSettled(Database &database, qint64 accountId, const Outgoing &message);
void deleteOutgoing(Database &database, qint64 accountId, const QString &id);
// Deletes those of the `limit` oldest settled messages that were accepted before `time`. Returns how many were deleted.
int deleteSettledBefore(Database &database, qint64 accountId, const QDateTime &time, qint64 limit);
// Deletes at most `limit` of the account's messages. Returns how many were deleted.
int deleteSomeOutgoing(Database &database, qint64 accountId, qint64 limit);

} // namespace WebJabber
