// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/storedtypes.h"

namespace WebJabber {

// The account's data that the worker uses, from several tables.
struct AccountRow {
    qint64 id = 0;
    qint64 lastSeq = 0; // of the newest event ever appended
    qint64 oldestSeq = 1; // of the oldest event kept; lastSeq + 1 if none is kept
    qint64 legacyCursor = 0;
    qint64 readSeq = 0; // the newest seq that any device has acknowledged
    qint64 pushSeq = 0; // of the newest event that subscribers may be notified of
    qint64 queueBytes = 0; // of the events kept, see eventBytes()
    qint64 queuedOutgoing = 0;
    bool isOverflowing = false; // unread events are dropped, which was logged; not in the database
};

std::optional<AccountRow> selectAccount(Database &database, const Jid &jid);
AccountRow insertAccount(Database &database, const Jid &jid, const QDateTime &created);
QList<Account> selectAccounts(Database &database);

// Returns an empty string also if there is no such account.
QString selectArchiveId(Database &database, const Jid &jid);

void updateCredentials(Database &database, qint64 id, const QByteArray &credentials);
void updateArchiveId(Database &database, qint64 id, const QString &archiveId);
void updatePresence(Database &database, qint64 id, Show show, const QString &status);
void updateSeqs(Database &database, const AccountRow &account); // and queueBytes

// Clears the account's JID and credentials. Its rows stay until they are deleted in slices.
void markAccountRemoved(Database &database, qint64 id);
// Returns any account that is marked as removed.
std::optional<qint64> selectRemovedAccount(Database &database);
// Also deletes the account's remaining rows.
void deleteAccount(Database &database, qint64 id);

// The next account by id, for iterating over all of them.
struct AccountKey {
    qint64 id;
    Jid jid;
};
std::optional<AccountKey> selectAccountAfter(Database &database, qint64 id);
// Returns true if the account was made before `time` and has no devices.
bool isAbandoned(Database &database, qint64 id, const QDateTime &time);

} // namespace WebJabber
