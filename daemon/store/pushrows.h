// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/accountstable.h"
#include "store/pushevents.h"

namespace WebJabber {

// What the events table keeps beside an event, so that the few that matter for
// pushes are found without reading the others.
struct PushMark {
    int kind = 0; // a PushEvent, displayedKind or 0
    QString conversation; // empty: the bare JID of the other side
};

// Marks the account's own markers (XEP-0333): they say what was read.
inline constexpr int displayedKind = 64;

// The mark of an event that is about to be stored.
PushMark pushMarkOf(Database &database, const AccountRow &account, const Event &event);

// Whether the newest messages that came include one of a private conversation
// with this occupant of a room: an address alone does not tell an occupant from a
// contact's client.
bool isPrivateConversation(Database &database, const AccountRow &account, const Jid &occupant);

// A marked event without its content.
struct PushRow {
    qint64 seq = 0;
    int kind = 0;
    QString conversation;
    QString id;
    QString stanzaId;
};

// Those of one kind with `after` < seq <= `upTo`: the newest ones, at most
// `limit`, newest first.
QList<PushRow> selectPushRows(Database &database, qint64 accountId, int kind, qint64 after, qint64 upTo, qint64 limit);

} // namespace WebJabber
