// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventqueue.h"

#include "shared/eventjson.h"
#include "shared/legacytext.h"
#include "shared/logging.h"
#include "store/devicestable.h"
#include "store/eventstable.h"
#include "store/pushrows.h"
#include "store/references.h"
#include "store/repetition.h"
#include "store/requesterstable.h"
#include "store/store.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static bool isForLegacy(const Event &event)
{
    return legacyText(event).has_value();
}

// Drops the oldest events if there are too many or they are too large together. Always keeps the newest event.
static void dropSurplus(StoreContext &context, AccountRow &account, const Jid &jid)
{
    const qint64 surplus = account.lastSeq - account.oldestSeq + 1 - context.limits.eventsPerAccount;
    const qint64 surplusBytes = account.queueBytes - context.limits.bytesPerAccount;
    qint64 first = surplus > 0 ? account.oldestSeq + std::min(surplus, rowsPerSlice) : account.oldestSeq;
    if (surplusBytes > 0)
        first = std::max(first, firstSeqAfterBytes(context.database, account.id, surplusBytes, rowsPerSlice));
    first = std::min(first, account.lastSeq);
    if (first <= account.oldestSeq)
        return;
    if (!account.isOverflowing)
        qCWarning(lcStore).noquote() << "queue of" << jid.toString()
                                     << "is full; its oldest events are dropped until it is read";
    account.isOverflowing = true;
    dropBefore(context, account, first);
}

// Moves the cursor past events that the legacy API does not return.
static void passLegacyCursor(StoreContext &context, AccountRow &account, const Jid &jid)
{
    const EventRange range{account.legacyCursor, 1, 0};
    const auto next = selectMessagesAfter(context.database, account.id, jid, range, &isForLegacy).events;
    account.legacyCursor = next.isEmpty() ? account.lastSeq : next.first().seq - 1;
}

static void keep(StoreContext &context, AccountRow &account, const Event &event, const QDateTime &now)
{
    const PushMark mark = pushMarkOf(context.database, account, event);
    insertEvent(context.database, account.id, event, mark, now);
    account.queueBytes += eventBytes(event);
    // The legacy API does not return this event, so its clients would never acknowledge it.
    if (account.legacyCursor == event.seq - 1 && !isForLegacy(event))
        account.legacyCursor = event.seq;
    if (mark.kind != 0 && mark.kind != displayedKind)
        account.pushSeq = event.seq;
    dropSurplus(context, account, event.account);
}

static bool isSubscription(const Event &event, QLatin1StringView action)
{
    return event.type == EventType::Subscription && event.direction == Direction::In && event.body == action;
}

static bool isOwnMarker(const Event &event)
{
    return event.type == EventType::Marker && event.direction == Direction::Out;
}

// Records the sender of a request for contact. Returns true if the account's devices have not received the request yet
// and its limit of pending requests allows it.
static bool isNewRequest(StoreContext &context, const AccountRow &account, const Event &request)
{
    const Jid requester = request.from.bare();
    if (!insertRequester(context.database, account.id, requester))
        return false;
    if (countRequesters(context.database, account.id) <= Store::maxRequesters)
        return true;
    deleteRequester(context.database, account.id, requester);
    return false;
}

// The id is not stored elsewhere, and a correction needs it.
static void keepWireId(Event &event)
{
    if (event.wireId.isEmpty() || event.wireId == event.id)
        return;
    QJsonObject content = eventContent(event);
    content.insert("_wire_id"_L1, event.wireId);
    event.content = QJsonDocument(content).toJson(QJsonDocument::Compact);
}

// Sets what the event refers to. The legacy cursor passes events that lose their content.
static References resolve(StoreContext &context, AccountRow &account, Event &event, const QDateTime &now)
{
    const References references = resolveReferences(context, account, event, now);
    if (references.emptied.contains(account.legacyCursor + 1))
        passLegacyCursor(context, account, event.account);
    return references;
}

Appended appendEvent(StoreContext &context, Event event, const QDateTime &now)
{
    AccountRow *const row = context.accounts.find(event.account);
    if (!row) {
        event.seq = -1;
        return {event, false};
    }
    AccountRow &account = *row;
    if (!event.time.isValid())
        event.time = now;
    if (isSubscription(event, "subscribe"_L1)) { // regardless of its id, which may have been used before
        if (!isNewRequest(context, account, event))
            return {event, false};
    } else if (const auto known = repeatedSeq(context, account, event, account.lastSeq + 1, now)) {
        event.seq = *known;
        return {event, false};
    }
    if (isOwnMarker(event) && event.content.isEmpty() && isPrivateConversation(context.database, account, event.to))
        event.content = R"({"kind":"private"})";
    if (isSubscription(event, "unsubscribe"_L1))
        deleteRequester(context.database, account.id, event.from.bare());
    const References references = resolve(context, account, event, now);
    event.seq = context.accounts.takeSeq(account);
    rememberMessage(context, account, event, references, now);
    keepWireId(event);
    keep(context, account, event, now);
    return {event, true};
}

Event appendOwn(StoreContext &context, AccountRow &account, Event event, const QDateTime &now)
{
    Event sent = event; // a copy from the archive does not say what it refers to
    const References references = resolve(context, account, event, now);
    event.seq = sent.seq = context.accounts.takeSeq(account);
    recordOwn(context, account, sent, now);
    rememberMessage(context, account, event, references, now);
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
    auto read = selectEventsAfter(context.database, row->id, account,
                                  {seq, std::max<qsizetype>(limit, 0), context.limits.bytesPerAnswer});
    page.events = std::move(read.events);
    page.more = read.more;
    page.oldest = row->oldestSeq;
    page.newest = row->lastSeq;
    return page;
}

QList<Event> legacyMessagesOf(StoreContext &context, const Jid &account, qsizetype limit)
{
    const AccountRow *row = context.accounts.find(account);
    if (!row)
        return {};
    const EventRange range{row->legacyCursor, std::max<qsizetype>(limit, 0), context.limits.bytesPerAnswer};
    return selectMessagesAfter(context.database, row->id, account, range, &isForLegacy).events;
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
    account.queueBytes -= deleteEventsBefore(context.database, account.id, seq);
    account.oldestSeq = seq;
    context.accounts.noteChange(account);
}

} // namespace WebJabber
