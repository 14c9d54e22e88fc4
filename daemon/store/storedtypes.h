// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <event.h>
#include <jid.h>

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QUrl>

namespace WebJabber {

// A client that may act for an account: what its token stands for.
struct Device {
    qint64 id = 0;
    Jid account; // bare
    QDateTime created; // UTC
};

enum class OutgoingState { Queued, Sent, Failed };

// A message on its way to the XMPP server.
struct Outgoing {
    QString id; // unique within the account; the stanza's id, kept over every retry
    Jid account; // bare
    Jid to;
    QString body;
    QDateTime time; // UTC; when it was accepted
    OutgoingState state = OutgoingState::Queued;
};

// Where an account wants to be told of news.
struct PushSubscription {
    Jid account; // bare
    QString kind; // "simplepush"
    QUrl endpoint;
    bool wantsPresence = false; // also of contacts' presence changes
};

} // namespace WebJabber
