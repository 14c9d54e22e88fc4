// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/jid.h"
#include "shared/outgoing.h"
#include "shared/presence.h"
#include "store/pushevents.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace WebJabber {

// An account that a session is kept for.
struct Account {
    Jid jid; // bare
    QByteArray credentials; // sealed by the vault; empty: none are kept
    QString archiveId; // of the newest stanza known from the archive (XEP-0313); empty: none yet
    QDateTime created; // UTC
    Show show = Show::Online; // the presence that the user chose
    QString status = {};
};

// What kind of client a token was given to. The clients of 2012 know one queue
// per JID: all their tokens share one cursor.
enum class DeviceKind { V1, Legacy };

inline constexpr NameTable deviceKindNames(std::array{
    std::pair(DeviceKind::V1, QLatin1StringView("v1")),
    std::pair(DeviceKind::Legacy, QLatin1StringView("compat")),
});

// A client that may act for an account: what its token stands for.
struct Device {
    QString id; // public; empty: there is no such device
    Jid account; // bare
    DeviceKind kind = DeviceKind::V1;
    QString name;
    QDateTime created; // UTC
    QDateTime lastSeen; // UTC; kept to the hour
    QDateTime expires; // UTC
    qint64 cursor = 0; // the seq up to which it has acknowledged
};

// What append() did.
struct Appended {
    Event event; // with its seq
    bool isNew = true; // false: it was kept before, and nothing was announced
};

// A stretch of an account's queue.
struct EventPage {
    QList<Event> events; // oldest first
    bool more = false; // there are events after the last one
    qint64 oldest = 0; // seq of the oldest event kept; newest + 1 where none is
    qint64 newest = 0; // seq of the newest event ever appended; 0: none was
};

// A place in the order in which an account's messages go out. Several markers
// and receipts may share a seq.
struct OutgoingPlace {
    qint64 seq = 0; // 0: before all
    QDateTime time = {};
    QString id = {};

    static OutgoingPlace of(const Outgoing &message) { return {message.seq, message.time, message.id}; }
};

// How much of what is queued is read at once: so many rows, and no further ones
// once their texts have so many bytes.
struct OutgoingPage {
    qsizetype rows = 100;
    qsizetype bytes = 256 * 1024;
    OutgoingPlace after = {}; // only what comes after it
};

// What enqueue() did.
struct Enqueued {
    Outgoing message;
    bool isNew = true; // false: the same was accepted before
};

enum class PushKind { SimplePush, Webhook, WebPush, UnifiedPush };

inline constexpr NameTable pushKindNames(std::array{
    std::pair(PushKind::SimplePush, QLatin1StringView("simplepush")),
    std::pair(PushKind::Webhook, QLatin1StringView("webhook")),
    std::pair(PushKind::WebPush, QLatin1StringView("webpush")),
    std::pair(PushKind::UnifiedPush, QLatin1StringView("unifiedpush")),
});

// How much a push tells: that there is news, of which event, the event itself.
enum class PushPayload { None, Id, Full };

inline constexpr NameTable pushPayloadNames(std::array{
    std::pair(PushPayload::None, QLatin1StringView("none")),
    std::pair(PushPayload::Id, QLatin1StringView("id")),
    std::pair(PushPayload::Full, QLatin1StringView("full")),
});

// How far a subscription's pushes have come. What it was not told of yet, and
// nobody has read meanwhile, is due.
struct PushProgress {
    qint64 sentSeq = 0; // of the newest event it was told of
    qint64 version = 0; // that it was told last (SimplePush)
    int attempts = 0; // that failed in a row
    QDateTime failingSince; // UTC; null: the last attempt went well
    QDateTime nextAttempt; // UTC; null: whenever there is news
    int lastStatus = 0; // of HTTP; 0: there was no attempt or no answer
    bool isBroken = false; // it was given up; nothing more is tried
    QDateTime missingSince; // UTC; of the first of the last answers in a row that were 404. Null: none
    QString lastProblem; // what was wrong with the last attempt, without a URL; empty: nothing

    friend bool operator==(const PushProgress &, const PushProgress &) = default;
};

// Where an account wants to be told of news.
struct PushSubscription {
    QString id; // public; given by the store. Empty: there is no such subscription
    Jid account; // bare
    QString deviceId; // it goes with this device; empty: with the last Legacy one
    PushKind kind = PushKind::SimplePush;
    QUrl endpoint; // whoever knows it may use it: never logged
    PushPayload payload = PushPayload::None;
    PushEvents events = PushEvent::Message; // that it is notified of
    QByteArray publicKey; // the receiver's, P-256, uncompressed (RFC 8291); empty: nothing is encrypted
    QByteArray authSecret; // the receiver's (RFC 8291)
    QByteArray secret; // that a webhook is signed with, sealed by the vault
    QDateTime created; // UTC
    PushProgress progress;
};

// What a user asks for, before it is checked.
struct WantedSubscription {
    PushSubscription subscription; // without a payload and a sealed secret
    std::optional<PushPayload> payload; // nothing: what suits the kind
    std::optional<PushEvents> events; // nothing: what suits the kind
    QByteArray secret; // of a webhook; empty: one is made
};

// What may be kept of it.
struct CheckedSubscription {
    PushSubscription subscription;
    QByteArray secret; // of a webhook, in clear: to be shown once
};

// Messages beyond so many are not counted.
inline constexpr qint64 maxUnreadCount = 500;

// How far the dispatcher is with a subscription, beside what PushProgress keeps.
struct PushPosition {
    qint64 told = 0; // nothing up to this seq is due
    qint64 batchEnd = 0; // see DuePush; 0: a new batch begins
};

// What a subscription is to be notified of next.
//
// Each conversation with something new gets one notice, which tells its newest
// event. They go out in the order of those events, so that `sentSeq` alone
// says which are done. For a conversation that never rests to have its turn,
// all that came until a batch begins is done before what comes later.
struct DuePush {
    PushSubscription subscription; // without an id: it is gone
    std::optional<Event> event; // nothing: none is due
    qint64 batchEnd = 0; // the newest seq that belongs to this batch
    qint64 newest = 0; // of all that there was when this was looked up
    bool hasMore = false; // there is more than `event`
    QDateTime waitingSince; // UTC; when the oldest that is due was stored
    // Messages nobody has read, counted for a full payload only, and no
    // further than maxUnreadCount: all of the account's, and those of the
    // event's conversation.
    qint64 unread = 0;
    qint64 unreadWith = 0;
};

} // namespace WebJabber
