// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "xmpp/messagepayloads.h"

#include <QJsonObject>

#include <optional>

namespace WebJabber {

// The context of a message, as far as its meaning depends on it.
struct MessageContext {
    Jid from;
    Jid peer; // the other side of the conversation: the recipient if the account sent the message, else the sender
    Jid account; // bare
    bool isArchived = false; // only archives hold tombstones (XEP-0424, section 4)
    QDateTime time; // UTC; when it was sent
    Jid room = {}; // bare; of a groupchat message, else null
    Jid ownOccupant = {}; // of the account in that room
};

// The content of a message, as it is stored.
struct MessageContent {
    EventType type = EventType::Message;
    Jid from; // of an invitation: the inviter
    QString id; // set by the sender; of a receipt or marker: of the message that it refers to
    QString body; // without the fallbacks for members
    QJsonObject members; // see Event::content
};

// Returns nullopt if the message has no content that is stored. Pure.
std::optional<MessageContent> messageContent(const QDomElement &message, const MessagePayloads &payloads,
                                             const MessageContext &context);

} // namespace WebJabber
