// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/repetition.h"

#include "store/eventstable.h"
#include "store/fingerprint.h"
#include "store/outgoingtable.h"
#include "store/seentable.h"

namespace WebJabber {

using namespace std::chrono_literals;

// How many events with the same sender, id and content are distinguished.
static constexpr int maxOfOneId = 8;
// The bounds for the time that a server gives for a delayed event, before and after the time of storing: the event may
// have waited for the connection, and clocks differ.
static constexpr auto longestWait = 10min;
static constexpr auto clockMargin = 15s;
// The longest interval between two copies of one message.
static constexpr auto copyInterval = 10min;
static constexpr auto selfInterval = 10s;

// Returns the seq of the message sent by this daemon that the event is a copy of.
static std::optional<qint64> ownMessage(StoreContext &context, const AccountRow &account, const Event &event)
{
    if (event.direction != Direction::Out || event.type == EventType::Receipt || event.type == EventType::Marker)
        return {};
    const auto sent = selectOutgoing(context.database, account.id, event.account, event.id);
    return sent && sent->message.to.bare() == event.to.bare() ? std::optional(sent->message.seq) : std::nullopt;
}

static bool isIdOnce(const Event &event)
{
    return event.isIdUnique || event.type == EventType::Receipt || event.type == EventType::Marker
        || event.type == EventType::Subscription;
}

// Returns true if only its delay time (XEP-0203) distinguishes the event from others.
static bool isKnownByTime(const Event &event)
{
    return event.delayed && event.stanzaId.isEmpty() && !isIdOnce(event);
}

static bool isAbout(const QDateTime &time, const QDateTime &other, std::chrono::milliseconds margin)
{
    return std::chrono::abs(time - other) <= margin;
}

// Returns true if the event may be a copy of `known`, which has the same sender, id and content.
static bool mayBeRepeated(const Event &event, const SeenRow &known, const QDateTime &now)
{
    if (isIdOnce(event))
        return true;
    if (known.kind == SeenKind::Settled)
        return false;
    const bool isOut = event.direction == Direction::Out;
    if (isKnownByTime(event))
        return event.time >= known.time - longestWait && event.time <= known.time + clockMargin;
    if (event.stanzaId.isEmpty())
        return isOut && known.kind == SeenKind::SenderIdWithStanzaId && isAbout(now, known.time, copyInterval);
    if (known.kind == SeenKind::SenderId)
        return isOut || event.delayed;
    // A server may archive a message to oneself twice, as sent and as received.
    return isOut && event.to.bare() == event.account
        && (isAbout(event.time, known.time, selfInterval) || isAbout(now, known.time, selfInterval));
}

// Records that the event is a copy of `known`.
static void settle(StoreContext &context, const AccountRow &account, const Event &event, SeenRow known)
{
    if (!isIdOnce(event))
        known.kind = SeenKind::Settled;
    else if (!event.stanzaId.isEmpty())
        known.kind = SeenKind::SenderIdWithStanzaId;
    updateSeen(context.database, account.id, known);
    if (isKnownByTime(event))
        updateSeen(context.database, account.id, {timedFingerprint(event), SeenKind::Timed, known.seq, known.time});
}

static std::chrono::milliseconds distance(const Event &event, const SeenRow &known)
{
    return std::chrono::abs(event.time - known.time);
}

// Searches the rows with the same sender, id and content for the one that the event repeats; if several match, the
// nearest in time. If none matches, the event takes an unused row or replaces the oldest.
static std::optional<qint64> findAmongSame(StoreContext &context, const AccountRow &account, const Event &event,
                                           SeenRow row)
{
    std::optional<SeenRow> repeated;
    std::optional<SeenRow> oldest; // or a row that is past senderIdAge
    row.fingerprint.clear();
    for (int nth = 0; nth < maxOfOneId; ++nth) {
        const QByteArray fingerprint = senderFingerprint(event, nth);
        const auto known = selectSeen(context.database, account.id, fingerprint);
        if (!known) {
            row.fingerprint = fingerprint;
            break;
        }
        const bool isForgotten = row.time - known->time >= senderIdAge;
        if (!isForgotten && mayBeRepeated(event, *known, row.time)
            && (!repeated || distance(event, *known) < distance(event, *repeated)))
            repeated = known;
        if (!oldest || known->time < oldest->time)
            oldest = known;
    }
    if (repeated) {
        settle(context, account, event, *repeated);
        return repeated->seq;
    }
    if (!row.fingerprint.isEmpty() && row.time - oldest->time < senderIdAge) {
        insertSeen(context.database, account.id, row);
    } else {
        row.fingerprint = oldest->fingerprint;
        updateSeen(context.database, account.id, row);
    }
    return {};
}

static std::optional<qint64> knownBySender(StoreContext &context, const AccountRow &account, const Event &event,
                                           qint64 seq, const QDateTime &now)
{
    const QByteArray sender = senderFingerprint(event, 0);
    if (sender.isEmpty())
        return {};
    SeenRow row{sender, event.stanzaId.isEmpty() ? SeenKind::SenderId : SeenKind::SenderIdWithStanzaId, seq, now};
    if (isKnownByTime(event)) {
        const QByteArray timed = timedFingerprint(event);
        if (!insertSeen(context.database, account.id, {timed, SeenKind::Timed, seq, now}))
            return selectSeen(context.database, account.id, timed)->seq;
        row.kind = SeenKind::Settled;
    }
    if (insertSeen(context.database, account.id, row))
        return {};
    return findAmongSame(context, account, event, row);
}

std::optional<qint64> repeatedSeq(StoreContext &context, const AccountRow &account, const Event &event, qint64 seq,
                                  const QDateTime &now)
{
    const QByteArray stanza = stanzaFingerprint(event);
    if (!stanza.isEmpty() && !insertSeen(context.database, account.id, {stanza, SeenKind::StanzaId, seq, now}))
        return selectSeen(context.database, account.id, stanza)->seq;
    auto known = ownMessage(context, account, event);
    if (!known)
        known = knownBySender(context, account, event, seq, now);
    if (known && !stanza.isEmpty()) {
        // The copy carries the stanza id that the stored event lacks.
        updateSeen(context.database, account.id, {stanza, SeenKind::StanzaId, *known, now});
        updateStanzaId(context.database, account.id, *known, event.stanzaId);
    }
    return known;
}

void recordOwn(StoreContext &context, const AccountRow &account, const Event &event, const QDateTime &now)
{
    const SeenRow row{senderFingerprint(event, 0), SeenKind::SenderId, event.seq, now};
    if (!insertSeen(context.database, account.id, row))
        updateSeen(context.database, account.id, row);
}

} // namespace WebJabber
