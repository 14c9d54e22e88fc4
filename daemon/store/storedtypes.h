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

// Where an account wants to be told of news.
struct PushSubscription {
    Jid account; // bare
    QString kind; // "simplepush"
    QUrl endpoint;
    bool wantsPresence = false; // also of contacts' presence changes
};

} // namespace WebJabber
