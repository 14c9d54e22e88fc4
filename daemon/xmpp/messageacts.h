// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/outgoing.h"

#include <QXmppMessage.h>

namespace WebJabber {

// What a message to be sent does. All others are new texts.
enum class MessageAct { Content, Correction, Retraction, Reaction };
MessageAct messageAct(const Outgoing &message);

// Adds the payloads for Outgoing::content to a stanza that has the text as its body. Positions in texts count code
// points (XEP-0426). Pure.
void addContent(QXmppMessage &stanza, const Outgoing &message);

} // namespace WebJabber
