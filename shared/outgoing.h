// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/nametable.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

class QJsonObject;

namespace WebJabber {

enum class OutgoingState { Queued, Sent, Failed };

inline constexpr NameTable outgoingStateNames(std::array{
    std::pair(OutgoingState::Queued, QLatin1StringView("queued")),
    std::pair(OutgoingState::Sent, QLatin1StringView("sent")),
    std::pair(OutgoingState::Failed, QLatin1StringView("failed")),
});

// Values of Outgoing::type other than messages. A marker (XEP-0333, "displayed") or receipt (XEP-0184) has the id of
// its message as body and a new UUID as id. To send one, set id, account, to, type and body and call Store::enqueue().
// It is sent like a message, and its row is deleted when it is settled.
inline constexpr QLatin1StringView markerType{"marker"};
inline constexpr QLatin1StringView receiptType{"receipt"};

// The result of a message.
struct MessageOutcome {
    OutgoingState state = OutgoingState::Sent;
    QString problem; // the problem code if it failed
    QString condition; // the XMPP error condition; may be empty
    QString detail; // human-readable; may be empty
};

// A message, marker or receipt to be sent.
struct Outgoing {
    QString id; // unique within the account; also the stanza's id, the same for all retries
    Jid account; // bare
    Jid to;
    QString type; // of the stanza: "chat" or "normal"; or markerType, receiptType
    QString body; // empty after it is settled
    QString thread;
    // What a message is beyond its text; empty: nothing. Read it with outgoingContent(). A JSON object; at most one of
    // `replaces`, `retract` and `react` is set:
    // - `replaces`: the id of the message that this one corrects (XEP-0308)
    // - `retract`: the id of the message to retract (XEP-0424)
    // - `react`: `ref`, the id of the message, and `emojis` (XEP-0444)
    // - `reply_to`: `ref`, the id of the message; `from` and `quote` if they are known (XEP-0461)
    // - `spoiler` (XEP-0382), `json` (XEP-0432) and `mentions` (XEP-0372), as in Event::content
    // An id is what a client calls the message. Store::enqueue() replaces it with the id that other clients know.
    QByteArray content;
    QDateTime time; // UTC; when it was accepted
    // Seq of its event in the account's queue. For a receipt: of the newest event at that time.
    qint64 seq = 0;
    OutgoingState state = OutgoingState::Queued;
    QString problem; // as in MessageOutcome
    QString condition;
    QString detail;

    bool isMessage() const { return type != markerType && type != receiptType; }
    qsizetype bytes() const { return body.size() + content.size(); } // approximate: text is counted in UTF-16 units
};

// Parses Outgoing::content.
QJsonObject outgoingContent(const Outgoing &message);

// A sent stanza that was returned as an error (RFC 6120, section 8.3).
struct Bounce {
    Jid account; // bare
    QString id; // of the stanza
    Jid from; // who returned it
    QString condition; // RFC 6120, section 8.3.3
    QString text; // human-readable; may be empty
};

} // namespace WebJabber
