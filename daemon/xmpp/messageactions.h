// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "xmpp/messagepayloads.h"

#include <QJsonObject>

#include <optional>

namespace WebJabber {

// One reaction has at most this many different emojis, each of at most this many UTF-16 code units. Others are ignored.
inline constexpr qsizetype maxEmojis = 20;
inline constexpr qsizetype maxEmojiLength = 64;

// A change that a message makes to an earlier one.
struct MessageAction {
    EventType type = EventType::Retraction; // or Reaction, or Correction
    QJsonObject members; // `about`, `verified` and the members of the type
};

// Returns a retraction (XEP-0424, also its version 0), a reaction (XEP-0444) or a correction (XEP-0308). `verified`
// is false and `about.seq` is null, as it is not known here whether the sender wrote the earlier message.
std::optional<MessageAction> messageAction(const MessagePayloads &payloads);

// Returns the member `about` of an event that refers to another message by this id.
QJsonObject aboutJson(const QString &id);

} // namespace WebJabber
