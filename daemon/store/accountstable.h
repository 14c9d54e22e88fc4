// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/storedtypes.h"

namespace WebJabber {

// What the worker needs to know of an account, from several tables.
struct AccountRow {
    qint64 id = 0;
    qint64 lastSeq = 0; // of the newest event there ever was
    qint64 oldestSeq = 1; // of the oldest event kept; lastSeq + 1 where none is
    qint64 legacyCursor = 0;
    qint64 readSeq = 0; // the newest that any device has acknowledged
    qint64 pushSeq = 0; // of the newest event that subscribers are to be told of
    qint64 queueBytes = 0; // of the events kept, as eventBytes() counts them
    qint64 queuedOutgoing = 0;
    bool isOverflowing = false; // events are dropped unread, and the log says so; not in the database
};

std::optional<AccountRow> selectAccount(Database &database, const Jid &jid);
AccountRow insertAccount(Database &database, const Jid &jid, const QDateTime &created);
QList<Account> selectAccounts(Database &database);

// Empty also where there is no such account.
QString selectArchiveId(Database &database, const Jid &jid);

void updateCredentials(Database &database, qint64 id, const QByteArray &credentials);
void updateArchiveId(Database &database, qint64 id, const QString &archiveId);
void updatePresence(Database &database, qint64 id, Show show, const QString &status);
void updateSeqs(Database &database, const AccountRow &account); // and queueBytes

// Takes the account's name and credentials away. Its rows stay until they are
// deleted bit by bit.
void markAccountRemoved(Database &database, qint64 id);
// One of the accounts marked so.
std::optional<qint64> selectRemovedAccount(Database &database);
// Takes the account's remaining rows with it.
void deleteAccount(Database &database, qint64 id);

// The next account in the order of ids, for walking through all.
struct AccountKey {
    qint64 id;
    Jid jid;
};
std::optional<AccountKey> selectAccountAfter(Database &database, qint64 id);
// Whether it was made before `time` and no device can reach it.
bool isForsaken(Database &database, qint64 id, const QDateTime &time);

} // namespace WebJabber
