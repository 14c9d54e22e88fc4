// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/nametable.h"

#include <QDateTime>
#include <QString>

namespace WebJabber {

enum class OutgoingState { Queued, Sent, Failed };

inline constexpr NameTable outgoingStateNames(std::array{
    std::pair(OutgoingState::Queued, QLatin1StringView("queued")),
    std::pair(OutgoingState::Sent, QLatin1StringView("sent")),
    std::pair(OutgoingState::Failed, QLatin1StringView("failed")),
});

// The types of Outgoing that are no messages. A marker (XEP-0333, "displayed")
// or a receipt (XEP-0184) has the id of the message it is about as its body and
// a new UUID as its own id. To give one, fill in id, account, to, type and body,
// and call Store::enqueue(): it is sent as messages are, and its row is deleted
// when it is settled.
inline constexpr QLatin1StringView markerType{"marker"};
inline constexpr QLatin1StringView receiptType{"receipt"};

// What became of a message, and why.
struct MessageFate {
    OutgoingState state = OutgoingState::Sent;
    QString problem; // the problem's code if it failed
    QString condition; // that XMPP gave for it; may be empty
    QString detail; // for a person; may be empty
};

// A message, marker or receipt on its way to the XMPP server.
struct Outgoing {
    QString id; // unique within the account; the stanza's id, kept over every retry
    Jid account; // bare
    Jid to;
    QString type; // of the stanza: "chat" or "normal"; or markerType, receiptType
    QString body; // emptied once it is settled
    QString thread;
    QDateTime time; // UTC; when it was accepted
    qint64 seq = 0; // of the event in the account's queue that stands for it; of a receipt: of the newest event then
    OutgoingState state = OutgoingState::Queued;
    QString problem; // as in MessageFate
    QString condition;
    QString detail;

    bool isMessage() const { return type != markerType && type != receiptType; }
};

// A stanza of ours that came back as an error (RFC 6120, section 8.3).
struct Bounce {
    Jid account; // bare
    QString id; // of the stanza
    Jid from; // who returned it
    QString condition; // RFC 6120, section 8.3.3
    QString text; // for a person; may be empty
};

} // namespace WebJabber
