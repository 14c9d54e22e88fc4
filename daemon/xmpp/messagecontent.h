// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "xmpp/messagepayloads.h"

#include <QJsonObject>

#include <optional>

namespace WebJabber {

// Where a message was read, as far as its meaning depends on it.
struct MessageContext {
    Jid from;
    Jid peer; // the other side of the conversation, which is the recipient of what the account sent
    Jid account; // bare
    bool isArchived = false; // only an archive leaves tombstones (XEP-0424, section 4)
    QDateTime time; // UTC; when it was sent
};

// What a message says.
struct MessageContent {
    EventType type = EventType::Message;
    Jid from; // of an invitation: who invites
    QString id; // the sender's; of a receipt or marker that of the message it is about
    QString body; // without the parts that are a fallback for something in `members`
    QJsonObject members; // see Event::content
};

// Nothing if it says nothing that is kept. Pure.
std::optional<MessageContent> messageContent(const QDomElement &message, const MessagePayloads &payloads,
                                             const MessageContext &context);

} // namespace WebJabber
