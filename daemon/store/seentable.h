// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace WebJabber {

// What a fingerprint was made of. The numbers are in the database.
enum class SeenKind {
    StanzaId = 0,
    SenderId = 1, // of an event without a stanza id
    SenderIdToo = 2, // of an event that has a stanza id as well
    Settled = 3, // the same of an event that nothing more is a copy of
    Timed = 4, // sender, id and the time since when the server kept it back
};

// One thing that tells an event from others.
struct SeenRow {
    QByteArray fingerprint;
    SeenKind kind = SeenKind::StanzaId;
    qint64 seq = 0;
    QDateTime time; // when it was seen first
};

// False where the fingerprint is there: then nothing has changed.
bool insertSeen(Database &database, qint64 accountId, const SeenRow &row);
std::optional<SeenRow> selectSeen(Database &database, qint64 accountId, const QByteArray &fingerprint);
void updateSeen(Database &database, qint64 accountId, const SeenRow &row);
// At most `limit` in the order of fingerprints, from the one after `after` on.
QList<SeenRow> selectSeenAfter(Database &database, qint64 accountId, const QByteArray &after, qint64 limit);
void deleteSeen(Database &database, qint64 accountId, const QByteArray &fingerprint);
// Any of the account's; answers how many there were.
int deleteSomeSeen(Database &database, qint64 accountId, qint64 limit);

} // namespace WebJabber
