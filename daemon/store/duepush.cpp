// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/duepush.h"

#include "store/eventstable.h"
#include "store/pushrows.h"
#include "store/subscriptionstable.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>

namespace WebJabber {

// The limit of rows for each kind of event. Unread events that are older than these rows cause no push.
static constexpr qint64 maxRowsRead = 1'000;

// Returns the unread ones of the rows. If a message of a conversation was displayed, all messages before it were.
static QList<PushRow> unreadOf(QList<PushRow> rows)
{
    std::ranges::sort(rows, std::ranges::greater(), &PushRow::seq);
    QHash<QString, QSet<QString>> displayed; // ids by conversation
    QSet<QString> read; // conversations
    rows.removeIf([&](const PushRow &row) {
        if (row.kind == displayedKind) {
            displayed[row.conversation].insert(row.id);
            return true;
        }
        const bool isRetracted = row.kind == retractedKind;
        if (row.kind != int(PushEvent::Message) && row.kind != int(PushEvent::Reaction) && !isRetracted)
            return false;
        const auto ids = displayed.constFind(row.conversation);
        if (ids != displayed.cend() && (ids->contains(row.id) || ids->contains(row.stanzaId)))
            read.insert(row.conversation);
        return isRetracted || read.contains(row.conversation);
    });
    return rows;
}

static QList<PushRow> unreadAfter(Database &database, qint64 accountId, PushEvents events, qint64 seq, qint64 limit)
{
    constexpr qint64 newest = std::numeric_limits<qint64>::max();
    QList<PushRow> rows = selectPushRows(database, accountId, displayedKind, seq, newest, limit)
        + selectPushRows(database, accountId, retractedKind, seq, newest, limit);
    for (const PushEvent event :
         {PushEvent::Message, PushEvent::Subscription, PushEvent::Session, PushEvent::Reaction}) {
        if (events.testFlag(event))
            rows += selectPushRows(database, accountId, int(event), seq, newest, limit);
    }
    return unreadOf(rows);
}

// Takes the newest row up to `end` of each conversation and returns the oldest of those; null if there is none.
static const PushRow *firstDue(const QList<PushRow> &unread, qint64 end)
{
    QSet<std::pair<int, QString>> conversations;
    const PushRow *first = nullptr;
    for (const PushRow &row : unread) {
        const std::pair key(row.kind, row.conversation);
        if (row.seq > end || conversations.contains(key))
            continue;
        conversations.insert(key);
        first = &row;
    }
    return first;
}

static void countUnread(Database &database, const AccountRow &account, const QString &conversation, DuePush &due)
{
    const QList<PushRow> unread = unreadAfter(database, account.id, PushEvent::Message, account.readSeq,
                                              maxUnreadCount);
    due.unread = unread.size();
    due.unreadWith = std::ranges::count(unread, conversation, &PushRow::conversation);
}

DuePush duePushOf(StoreContext &context, const QString &id, const PushPosition &position)
{
    DuePush due;
    const auto subscription = selectSubscription(context.database, id);
    const AccountRow *account = subscription ? context.accounts.find(subscription->account) : nullptr;
    if (!account)
        return due;
    due.subscription = *subscription;
    due.newest = account->pushSeq;
    const qint64 notifiedSeq = std::max({subscription->progress.sentSeq, account->readSeq, position.notifiedSeq});
    if (account->pushSeq <= notifiedSeq)
        return due;
    const QList<PushRow> unread = unreadAfter(context.database, account->id, subscription->events, notifiedSeq,
                                              maxRowsRead);
    due.batchEnd = position.batchEnd;
    const PushRow *row = firstDue(unread, due.batchEnd);
    if (!row) {
        due.batchEnd = account->pushSeq;
        row = firstDue(unread, due.batchEnd);
    }
    if (!row)
        return due;
    due.event = selectEvent(context.database, account->id, subscription->account, row->seq);
    due.hasMore = unread.first().seq > row->seq;
    due.waitingSince = selectStored(context.database, account->id, unread.last().seq);
    if (subscription->payload == PushPayload::Full)
        countUnread(context.database, *account, row->conversation, due);
    return due;
}

} // namespace WebJabber
