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

// An account, for which the daemon keeps an XMPP session.
struct Account {
    Jid jid; // bare
    QByteArray credentials; // sealed by the vault; empty: none are kept
    QString archiveId; // of the newest stanza read from the archive (XEP-0313); empty: none yet
    QDateTime created; // UTC
    Show show = Show::Online; // the presence that the user chose
    QString status = {};
};

// The API that a token was issued for. The legacy API has one queue per JID, so all legacy tokens of an account share
// one cursor.
enum class DeviceKind { V1, Legacy };

inline constexpr NameTable deviceKindNames(std::array{
    std::pair(DeviceKind::V1, QLatin1StringView("v1")),
    std::pair(DeviceKind::Legacy, QLatin1StringView("compat")),
});

// A client that may act for an account with its token.
struct Device {
    QString id; // public; empty: there is no such device
    Jid account; // bare
    DeviceKind kind = DeviceKind::V1;
    QString name;
    QDateTime created; // UTC
    QDateTime lastSeen; // UTC; precise to the hour
    QDateTime expires; // UTC
    qint64 cursor = 0; // the seq up to which the device has acknowledged
};

// The result of append().
struct Appended {
    Event event; // with its seq
    bool isNew = true; // false: the event is not stored again, and no signal is emitted
};

// A page of an account's queue.
struct EventPage {
    QList<Event> events; // oldest first
    bool more = false; // there are events after the last one
    qint64 oldest = 0; // seq of the oldest event kept; newest + 1 if none is kept
    qint64 newest = 0; // seq of the newest event ever appended; 0: none was
};

// A position in the order in which an account's messages are sent. Several markers and receipts may share a seq.
struct OutgoingPosition {
    qint64 seq = 0; // 0: before all others
    QDateTime time = {};
    QString id = {};

    static OutgoingPosition of(const Outgoing &message) { return {message.seq, message.time, message.id}; }
};

// The limits of one read of queued messages: at most `rows`, and no further row once the texts have `bytes`.
struct OutgoingPage {
    qsizetype rows = 100;
    qsizetype bytes = 256 * 1024;
    OutgoingPosition after = {}; // only messages after it
};

// The result of enqueue().
struct Enqueued {
    Outgoing message;
    bool isNew = true; // false: the same message was accepted before
};

enum class PushKind { SimplePush, Webhook, WebPush, UnifiedPush };

inline constexpr NameTable pushKindNames(std::array{
    std::pair(PushKind::SimplePush, QLatin1StringView("simplepush")),
    std::pair(PushKind::Webhook, QLatin1StringView("webhook")),
    std::pair(PushKind::WebPush, QLatin1StringView("webpush")),
    std::pair(PushKind::UnifiedPush, QLatin1StringView("unifiedpush")),
});

// The content of a push: only that there is an event, the event's id, or the event itself.
enum class PushPayload { None, Id, Full };

inline constexpr NameTable pushPayloadNames(std::array{
    std::pair(PushPayload::None, QLatin1StringView("none")),
    std::pair(PushPayload::Id, QLatin1StringView("id")),
    std::pair(PushPayload::Full, QLatin1StringView("full")),
});

// The progress of a subscription. An event is due if it is newer than `sentSeq` and nobody has read it.
struct PushProgress {
    qint64 sentSeq = 0; // of the newest event it was notified of
    qint64 version = 0; // the last version sent (SimplePush)
    int attempts = 0; // failed attempts in a row
    QDateTime failingSince; // UTC; null: the last attempt succeeded
    QDateTime nextAttempt; // UTC; null: as soon as an event is due
    int lastStatus = 0; // HTTP status; 0: there was no attempt or no response
    bool isBroken = false; // it was given up; there are no further attempts
    QDateTime missingSince; // UTC; when the current series of 404 responses began; null: none
    QString lastProblem; // the error of the last attempt, without a URL; empty: none

    friend bool operator==(const PushProgress &, const PushProgress &) = default;
};

// An endpoint that is notified of an account's events.
struct PushSubscription {
    QString id; // public, assigned by the store; empty: there is no such subscription
    Jid account; // bare
    QString deviceId; // the subscription is removed with this device; empty: with the last legacy device
    PushKind kind = PushKind::SimplePush;
    QUrl endpoint; // a capability URL: never logged
    PushPayload payload = PushPayload::None;
    PushEvents events = PushEvent::Message; // the events it is notified of
    QByteArray publicKey; // the receiver's, P-256, uncompressed (RFC 8291); empty: nothing is encrypted
    QByteArray authSecret; // the receiver's (RFC 8291)
    QByteArray secret; // signs a webhook's requests; sealed by the vault
    QDateTime created; // UTC
    PushProgress progress;
};

// A subscription as the user requests it, before validation.
struct RequestedSubscription {
    PushSubscription subscription; // without a payload and a sealed secret
    std::optional<PushPayload> payload; // nothing: the default of the kind
    std::optional<PushEvents> events; // nothing: the default of the kind
    QByteArray secret; // for a webhook; empty: one is generated
};

// A validated subscription.
struct CheckedSubscription {
    PushSubscription subscription;
    QByteArray secret; // of a webhook, in clear text: shown once
};

// The limit up to which unread messages are counted.
inline constexpr qint64 maxUnreadCount = 500;

// The dispatcher's progress with a subscription, beyond PushProgress.
struct PushPosition {
    qint64 notifiedSeq = 0; // nothing up to this seq is due
    qint64 batchEnd = 0; // see DuePush; 0: start a new batch
};

// The next notification for a subscription.
//
// Each conversation with new events gets one notification, for its newest event. They are sent in the order of those
// events, so that `sentSeq` alone determines which are done. Events that came before a batch began are handled before
// later ones, so that a busy conversation gets its turn too.
struct DuePush {
    PushSubscription subscription; // without an id: it was removed
    std::optional<Event> event; // nothing: none is due
    qint64 batchEnd = 0; // the newest seq of this batch
    qint64 newest = 0; // the newest seq at the time of the query
    bool hasMore = false; // more events than `event` are due
    QDateTime waitingSince; // UTC; when the oldest due event was stored
    // Unread messages of the account and of the event's conversation. Counted only for a full payload and up to
    // maxUnreadCount.
    qint64 unread = 0;
    qint64 unreadWith = 0;
};

} // namespace WebJabber
