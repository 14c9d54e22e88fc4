// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/nametable.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace WebJabber {

enum class EventType {
    Message,
    Receipt, // XEP-0184: `id` is the id of the message that was received
    Marker, // XEP-0333 "displayed": `id` is the id of the message that was read
    Subscription, // `body` is the action: subscribe, subscribed, unsubscribe, unsubscribed
    Correction, // the complete new content of the message in content.about (XEP-0308)
    Retraction, // of the message in content.about (XEP-0424)
    Reaction, // content.emojis: the sender's current reactions to the message in content.about (XEP-0444)
    Invitation, // to a room (XEP-0249; XEP-0045, section 7.8.2)
    Subject, // of a room: content.subject, "" if it was cleared (XEP-0045, section 8.1)
    Room, // the account's own place in a room changed: content.state
    Gap, // messages between content.after and content.before were not stored
    Call, // a missed call (XEP-0353)
    Session, // the account's session was refused permanently, or works again
    Reset, // events before `seq` are no longer stored; never stored itself
};
enum class Direction { In, Out };

inline constexpr NameTable eventTypeNames(std::array{
    std::pair(EventType::Message, QLatin1StringView("message")),
    std::pair(EventType::Receipt, QLatin1StringView("receipt")),
    std::pair(EventType::Marker, QLatin1StringView("marker")),
    std::pair(EventType::Subscription, QLatin1StringView("subscription")),
    std::pair(EventType::Correction, QLatin1StringView("correction")),
    std::pair(EventType::Retraction, QLatin1StringView("retraction")),
    std::pair(EventType::Reaction, QLatin1StringView("reaction")),
    std::pair(EventType::Invitation, QLatin1StringView("invitation")),
    std::pair(EventType::Subject, QLatin1StringView("subject")),
    std::pair(EventType::Room, QLatin1StringView("room")),
    std::pair(EventType::Gap, QLatin1StringView("gap")),
    std::pair(EventType::Call, QLatin1StringView("call")),
    std::pair(EventType::Session, QLatin1StringView("session")),
    std::pair(EventType::Reset, QLatin1StringView("reset")),
});
inline constexpr NameTable directionNames(std::array{
    std::pair(Direction::In, QLatin1StringView("in")),
    std::pair(Direction::Out, QLatin1StringView("out")),
});

// An entry of an account's queue. A plain value.
struct Event {
    qint64 seq = 0; // ascending per account, from 1; 0: not stored yet
    EventType type = EventType::Message;
    Direction direction = Direction::In;
    Jid account; // bare; the owner of the queue
    QDateTime time; // UTC; when it was sent, according to the server
    Jid from;
    Jid to;
    QString id; // set by the sender
    QString wireId; // its stanza's id if `id` is another one; not stored
    QString stanzaId; // set by the account's own server, or by the room (XEP-0359); may be empty
    QString body;
    QString thread;
    // A JSON object with the members that have no field here; empty: none. Read it with eventContent().
    QByteArray content;
    bool isIdUnique = false; // the sender uses each id once (XEP-0359, origin-id); not stored
    bool wantsReceipt = false; // the sender requested a receipt (XEP-0184); not stored
    bool delayed = false; // the server marked it as delayed (XEP-0203)
};

} // namespace WebJabber
