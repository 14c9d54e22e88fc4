// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "xmpp/messagepayloads.h"

#include <QJsonObject>

#include <optional>

namespace WebJabber {

// At most so many different ones count in one reaction, each of so many UTF-16
// code units.
inline constexpr qsizetype maxEmojis = 20;
inline constexpr qsizetype maxEmojiLength = 64;

// What a message does to an earlier one.
struct MessageAction {
    EventType type = EventType::Retraction; // or Reaction, or Correction
    QJsonObject members; // `about`, `verified` and what the type has besides
};

// A retraction (XEP-0424, also its version 0), a reaction (XEP-0444) or a
// correction (XEP-0308). `verified` is false and `about.seq` null: whether the
// sender wrote the earlier message is not known here.
std::optional<MessageAction> messageAction(const MessagePayloads &payloads);

// `about` of an event that names the other message by this id.
QJsonObject aboutJson(const QString &id);

} // namespace WebJabber
