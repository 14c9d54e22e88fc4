// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/storedtypes.h"

namespace WebJabber {

// A message with a hash of its content, which outlives its body.
struct StoredOutgoing {
    Outgoing message;
    QByteArray content;
};

void insertOutgoing(Database &database, qint64 accountId, const StoredOutgoing &stored);
std::optional<StoredOutgoing> selectOutgoing(Database &database, qint64 accountId, const Jid &account,
                                             const QString &id);
// Oldest first.
QList<Outgoing> selectQueuedOutgoing(Database &database, qint64 accountId, const Jid &account,
                                     const OutgoingPage &page);
// Keeps its state and why, and forgets its body.
void updateSettled(Database &database, qint64 accountId, const Outgoing &message);
void deleteOutgoing(Database &database, qint64 accountId, const QString &id);
// Of the `limit` oldest settled ones, those accepted before `time`. Answers
// how many there were.
int deleteSettledBefore(Database &database, qint64 accountId, const QDateTime &time, qint64 limit);
// Any of the account's; answers how many there were.
int deleteSomeOutgoing(Database &database, qint64 accountId, qint64 limit);

} // namespace WebJabber
