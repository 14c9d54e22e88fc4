// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace WebJabber {

// What a fingerprint was made of. The numbers are stored in the database.
enum class SeenKind {
    StanzaId = 0,
    SenderId = 1, // sender, id and content of an event without a stanza id
    SenderIdWithStanzaId = 2, // the same of an event that also has a stanza id
    Settled = 3, // the same of an event of which nothing further counts as a copy
    Timed = 4, // sender, id, content and the time from which the server delayed the event
};

// A fingerprint that identifies an event.
struct SeenRow {
    QByteArray fingerprint;
    SeenKind kind = SeenKind::StanzaId;
    qint64 seq = 0;
    QDateTime time; // when it was first seen
};

// Returns false and changes nothing if there is a row with this fingerprint already.
bool insertSeen(Database &database, qint64 accountId, const SeenRow &row);
std::optional<SeenRow> selectSeen(Database &database, qint64 accountId, const QByteArray &fingerprint);
void updateSeen(Database &database, qint64 accountId, const SeenRow &row);
// Returns at most `limit` rows in the order of fingerprints, starting after `after`.
QList<SeenRow> selectSeenAfter(Database &database, qint64 accountId, const QByteArray &after, qint64 limit);
void deleteSeen(Database &database, qint64 accountId, const QByteArray &fingerprint);
// Deletes at most `limit` of the account's rows. Returns how many were deleted.
int deleteSomeSeen(Database &database, qint64 accountId, qint64 limit);

} // namespace WebJabber
