// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <event.h>
#include <jid.h>

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
};

// What kind of client a token was given to. The clients of 2012 know one queue
// per JID: all their tokens share one cursor.
enum class DeviceKind { V1, Compat };

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

enum class OutgoingState { Queued, Sent, Failed };

QLatin1StringView outgoingStateName(OutgoingState state);

// A message on its way to the XMPP server.
struct Outgoing {
    QString id; // unique within the account; the stanza's id, kept over every retry
    Jid account; // bare
    Jid to;
    QString type; // of the stanza: "chat" or "normal"
    QString body; // emptied once it is settled
    QString thread;
    QDateTime time; // UTC; when it was accepted
    qint64 seq = 0; // of the event in the account's queue that stands for it
    OutgoingState state = OutgoingState::Queued;
    QString problem; // the problem's code where it failed
};

// What enqueue() did.
struct Enqueued {
    Outgoing message;
    bool isNew = true; // false: the same was accepted before
};

enum class PushKind { SimplePush, Webhook, WebPush, UnifiedPush };

QLatin1StringView pushKindName(PushKind kind);
std::optional<PushKind> pushKindFromName(QStringView name);

// How much a push tells: that there is news, of which event, the event itself.
enum class PushPayload { None, Id, Full };

QLatin1StringView pushPayloadName(PushPayload payload);
std::optional<PushPayload> pushPayloadFromName(QStringView name);

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

    friend bool operator==(const PushProgress &, const PushProgress &) = default;
};

// Where an account wants to be told of news.
struct PushSubscription {
    QString id; // public; given by the store. Empty: there is no such subscription
    Jid account; // bare
    QString deviceId; // it goes with this device; empty: with the last Compat one
    PushKind kind = PushKind::SimplePush;
    QUrl endpoint; // whoever knows it may use it: never logged
    PushPayload payload = PushPayload::None;
    bool wantsPresence = false; // also of contacts' presence changes
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
    QByteArray secret; // of a webhook; empty: one is made
};

// What may be kept of it.
struct CheckedSubscription {
    PushSubscription subscription;
    QByteArray secret; // of a webhook, in clear: to be shown once
};

// What a subscription is to be told.
struct DuePush {
    PushSubscription subscription; // without an id: it is gone
    std::optional<Event> event; // the newest one that is not read; nothing: none is due
    qint64 seq = 0; // up to which this push tells
};

// Whether subscribers are told of an event: a message with a text from others.
bool isWorthPush(const Event &event);

} // namespace WebJabber
