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
    Receipt, // XEP-0184: `id` is that of the message received
    Marker, // XEP-0333 "displayed": `id` is that of the message read
    Subscription, // `body` is the action: subscribe, subscribed, unsubscribe, unsubscribed
    Correction, // the whole new content of a message (XEP-0308); content.about says which
    Retraction, // of the message in content.about (XEP-0424)
    Reaction, // content.emojis are all that the sender gives the message in content.about now (XEP-0444)
    Invitation, // to a room (XEP-0249; XEP-0045, section 7.8.2)
    Call, // one that was missed (XEP-0353)
    Session, // the account's own session is refused for good, or works again
    Reset, // what was before `seq` is gone from here; never stored
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
    std::pair(EventType::Call, QLatin1StringView("call")),
    std::pair(EventType::Session, QLatin1StringView("session")),
    std::pair(EventType::Reset, QLatin1StringView("reset")),
});
inline constexpr NameTable directionNames(std::array{
    std::pair(Direction::In, QLatin1StringView("in")),
    std::pair(Direction::Out, QLatin1StringView("out")),
});

// What an account's queue holds. A plain value; it has no life of its own.
struct Event {
    qint64 seq = 0; // ascending per account, from 1; 0: not stored yet
    EventType type = EventType::Message;
    Direction direction = Direction::In;
    Jid account; // bare; whose queue it is in
    QDateTime time; // UTC; when it was sent, as far as the server says
    Jid from;
    Jid to;
    QString id; // the sender's
    QString stanzaId; // given by the account's own server (XEP-0359), may be empty
    QString body;
    QString thread;
    // A JSON object of the members that have no field here; empty: none. Read by eventContent().
    QByteArray content;
    bool isIdUnique = false; // its sender gives no two messages this id (XEP-0359, origin-id); not stored
    bool wantsReceipt = false; // its sender asks for one (XEP-0184); not stored
    bool delayed = false; // the server said it was kept back (XEP-0203)
};

} // namespace WebJabber
