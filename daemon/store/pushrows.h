// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountstable.h"
#include "store/pushevents.h"

namespace WebJabber {

// Columns of the events table for finding the events that are relevant for pushes without reading the others.
struct PushMark {
    int kind = 0; // a PushEvent, displayedKind, retractedKind or 0
    QString conversation; // empty: the bare JID of the other side
};

// The kind of the account's own markers (XEP-0333), which mark messages as read.
inline constexpr int displayedKind = 64;

// The kind of messages that were retracted. Nobody is notified of them, but a marker may refer to them.
inline constexpr int retractedKind = 128;

// Returns the mark of an event that is about to be stored.
PushMark pushMarkOf(Database &database, const AccountRow &account, const Event &event);

// Returns true if the newest received messages include one of a private conversation with this occupant of a room. The
// address alone does not distinguish an occupant from a contact's client.
bool isPrivateConversation(Database &database, const AccountRow &account, const Jid &occupant);

// An event with a mark, without its content.
struct PushRow {
    qint64 seq = 0;
    int kind = 0;
    QString conversation;
    QString id;
    QString stanzaId;
};

// Returns the newest rows of one kind with `after` < seq <= `upTo`, at most `limit`, newest first.
QList<PushRow> selectPushRows(Database &database, qint64 accountId, int kind, qint64 after, qint64 upTo, qint64 limit);

} // namespace WebJabber
