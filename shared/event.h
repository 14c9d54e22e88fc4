// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jid.h"

#include <QDateTime>
#include <QString>

namespace WebJabber {

enum class EventType { Message };
enum class Direction { In, Out };

// What an account's queue holds. A plain value; it has no life of its own.
struct Event {
    qint64 seq = 0; // ascending per account; 0: not stored yet
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
    bool delayed = false; // the server said it was kept back (XEP-0203)
};

} // namespace WebJabber
