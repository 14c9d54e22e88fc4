// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventqueue.h"

#include "devicestable.h"
#include "eventstable.h"
#include "fingerprint.h"
#include "outgoingtable.h"
#include "seentable.h"

#include <logging.h>

#include <algorithm>

namespace WebJabber {

// The seq of the message this daemon sent itself that the event is a copy of.
static std::optional<qint64> ownMessage(StoreContext &context, const AccountRow &account, const Event &event)
{
    if (event.direction != Direction::Out || event.type != EventType::Message)
        return {};
    const auto sent = selectOutgoing(context.database, account.id, event.account, event.id);
    return sent && sent->message.to.bare() == event.to.bare() ? std::optional(sent->message.seq) : std::nullopt;
}

// The seq of the event with the same sender and id, unless it is another
// message whose sender uses ids again. Remembers the event where there is none.
static std::optional<qint64> knownBySender(StoreContext &context, const AccountRow &account, const Event &event,
                                           SeenRow row)
{
    const bool isFirst = insertSeen(context.database, account.id, row);
    if (!isFirst) {
        const auto known = selectSeen(context.database, account.id, row.fingerprint);
        // Two stanza ids are two stanzas, unless the sender says that they are one message: a client sends
        // again what its server did not acknowledge.
        const bool areTwo = row.kind == SeenKind::SenderIdToo && known->kind == SeenKind::SenderIdToo
            && !event.isIdUnique;
        if (!areTwo && row.time - known->time < senderIdAge)
            return known->seq;
    }
    const auto own = ownMessage(context, account, event);
    row.seq = own.value_or(row.seq);
    if (own || !isFirst)
        updateSeen(context.database, account.id, row);
    return own;
}

// The seq under which the event was kept before. Remembers it for the next
// time: with that seq, or with `seq` where it is new.
static std::optional<qint64> knownSeq(StoreContext &context, const AccountRow &account, const Event &event, qint64 seq,
                                      const QDateTime &now)
{
    const QByteArray stanza = stanzaFingerprint(event);
    if (!stanza.isEmpty() && !insertSeen(context.database, account.id, {stanza, SeenKind::StanzaId, seq, now}))
        return selectSeen(context.database, account.id, stanza)->seq;
    const QByteArray sender = senderFingerprint(event);
    if (sender.isEmpty())
        return {};
    const SeenKind kind = stanza.isEmpty() ? SeenKind::SenderId : SeenKind::SenderIdToo;
    const auto known = knownBySender(context, account, event, {sender, kind, seq, now});
    if (known && !stanza.isEmpty()) {
        // The copy told the stanza id of what was kept without one.
        updateSeen(context.database, account.id, {stanza, SeenKind::StanzaId, *known, now});
        updateSeen(context.database, account.id, {sender, SeenKind::SenderIdToo, *known, now});
        updateStanzaId(context.database, account.id, *known, event.stanzaId);
    }
    return known;
}

static bool isReceivedMessage(const Event &event)
{
    return event.type == EventType::Message && event.direction == Direction::In;
}

static void keep(StoreContext &context, AccountRow &account, const Event &event, const QDateTime &now)
{
    insertEvent(context.database, account.id, event, now);
    // The clients of 2012 are not told of it, so they would never acknowledge it.
    if (!isReceivedMessage(event) && account.compatCursor == event.seq - 1)
        account.compatCursor = event.seq;
    if (isWorthPush(event))
        account.pushSeq = event.seq;
    const qint64 surplus = account.lastSeq - account.oldestSeq + 1 - context.limits.eventsPerAccount;
    if (surplus <= 0)
        return;
    if (!account.isOverflowing)
        qCWarning(lcStore).noquote() << "queue of" << event.account.toString()
                                     << "is full; its oldest events are dropped until it is read";
    account.isOverflowing = true;
    dropBefore(context, account, account.oldestSeq + std::min(surplus, rowsPerSlice));
}

Appended appendEvent(StoreContext &context, Event event, const QDateTime &now)
{
    AccountRow &account = context.accounts.make(event.account, now);
    if (!event.time.isValid())
        event.time = now;
    if (const auto known = knownSeq(context, account, event, account.lastSeq + 1, now)) {
        event.seq = *known;
        return {event, false};
    }
    event.seq = context.accounts.takeSeq(account);
    keep(context, account, event, now);
    return {event, true};
}

Event appendOwn(StoreContext &context, AccountRow &account, Event event, const QDateTime &now)
{
    event.seq = context.accounts.takeSeq(account);
    const SeenRow row{senderFingerprint(event), SeenKind::SenderId, event.seq, now};
    if (!insertSeen(context.database, account.id, row))
        updateSeen(context.database, account.id, row);
    keep(context, account, event, now);
    return event;
}

EventPage pageAfter(StoreContext &context, const Jid &account, qint64 seq, qsizetype limit)
{
    EventPage page;
    page.oldest = 1;
    const AccountRow *row = context.accounts.find(account);
    if (!row)
        return page;
    const auto wanted = std::max<qsizetype>(limit, 0);
    page.events = selectEventsAfter(context.database, row->id, account, seq, wanted + 1);
    page.more = page.events.size() > wanted;
    if (page.more)
        page.events.removeLast();
    page.oldest = row->oldestSeq;
    page.newest = row->lastSeq;
    return page;
}

QList<Event> compatMessagesOf(StoreContext &context, const Jid &account, qsizetype limit)
{
    const AccountRow *row = context.accounts.find(account);
    if (!row)
        return {};
    return selectReceivedAfter(context.database, row->id, account, row->compatCursor, std::max<qsizetype>(limit, 0));
}

bool trimQueue(StoreContext &context, AccountRow &account)
{
    const auto acknowledged = acknowledgedByAll(context.database, account.id);
    if (!acknowledged || *acknowledged < account.oldestSeq)
        return false;
    const qint64 end = std::min(*acknowledged + 1, account.oldestSeq + rowsPerSlice);
    dropBefore(context, account, end);
    account.isOverflowing = false;
    return end <= *acknowledged;
}

void dropBefore(StoreContext &context, AccountRow &account, qint64 seq)
{
    deleteEventsBefore(context.database, account.id, seq);
    account.oldestSeq = seq;
}

} // namespace WebJabber
