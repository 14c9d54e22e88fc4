// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pushrows.h"

#include "store/outgoingtable.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace WebJabber {

// How many of the newest events are searched for a message that another client of the account sent.
static constexpr qint64 maxOwnEventsRead = 500;

// How many of the newest events are searched for a private message of a room's occupant.
static constexpr qint64 maxPrivateEventsRead = 1'000;

static bool isOwnMessage(Database &database, const AccountRow &account, const Jid &jid, const QString &id)
{
    if (id.isEmpty())
        return false;
    if (selectOutgoing(database, account.id, jid, id))
        return true;
    Rows rows = database.select("SELECT seq FROM events WHERE account_id = ? AND seq > ? AND direction = 'out'"
                                " AND type = 'message' AND id = ? LIMIT 1"_L1,
                                account.id, account.lastSeq - maxOwnEventsRead, id);
    return rows.next();
}

static int kindOf(Database &database, const AccountRow &account, const Event &event)
{
    if (event.type == EventType::Marker && event.direction == Direction::Out)
        return displayedKind;
    const auto pushEvent = pushEventOf(event);
    if (!pushEvent)
        return 0;
    if (pushEvent == PushEvent::Reaction) {
        const QJsonValue about = QJsonDocument::fromJson(event.content)["about"_L1];
        if (!isOwnMessage(database, account, event.account, about["id"_L1].toString(about["ref"_L1].toString())))
            return 0;
    }
    return int(*pushEvent);
}

PushMark pushMarkOf(Database &database, const AccountRow &account, const Event &event)
{
    PushMark mark{kindOf(database, account, event), {}};
    const Jid conversation = mark.kind != 0 ? conversationOf(event) : Jid();
    const Jid &peer = event.direction == Direction::Out ? event.to : event.from;
    if (conversation != peer.bare())
        mark.conversation = conversation.toString();
    return mark;
}

bool isPrivateConversation(Database &database, const AccountRow &account, const Jid &occupant)
{
    if (occupant.isBare() || occupant.local().isEmpty())
        return false;
    // `push_event > 0` is needed for the partial index to be used.
    Rows rows = database.select("SELECT seq FROM events WHERE account_id = ? AND push_event = ? AND push_event > 0"
                                " AND seq > ? AND conversation = ? LIMIT 1"_L1,
                                account.id, int(PushEvent::Message), account.lastSeq - maxPrivateEventsRead,
                                occupant.toString());
    return rows.next();
}

QList<PushRow> selectPushRows(Database &database, qint64 accountId, int kind, qint64 after, qint64 upTo, qint64 limit)
{
    // `push_event > 0` is needed for the partial index to be used.
    Rows rows = database.select("SELECT seq, conversation, direction, sender, recipient, id, stanza_id FROM events"
                                " WHERE account_id = ? AND push_event = ? AND push_event > 0 AND seq > ? AND seq <= ?"
                                " ORDER BY seq DESC LIMIT ?"_L1,
                                accountId, kind, after, upTo, limit);
    QList<PushRow> found;
    while (rows.next()) {
        PushRow &row = found.emplaceBack(rows.number(0), kind, rows.text(1), rows.text(5), rows.text(6));
        if (row.conversation.isEmpty())
            row.conversation = rows.text(rows.text(2) == "out"_L1 ? 4 : 3).section(u'/', 0, 0);
    }
    return found;
}

} // namespace WebJabber
