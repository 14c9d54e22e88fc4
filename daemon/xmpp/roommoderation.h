// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "xmpp/messagepayloads.h"

#include <QJsonObject>

#include <optional>

namespace WebJabber {

// Returns the members of the retraction of a message by a moderator: `about`, `verified`, `by` and `reason`. Reads
// both versions of XEP-0425; a message with both is one retraction. The caller must check that the message is from the
// bare JID of `room`, as any occupant can write <moderated/>. Pure.
std::optional<QJsonObject> roomModeration(const MessagePayloads &payloads, const Jid &room);

// Returns the element that says when a moderated message was retracted, in the place of its content in an archive, as
// version 0 spells it; null if there is none.
QDomElement oldModeratedTombstone(const QDomElement &message);

} // namespace WebJabber
