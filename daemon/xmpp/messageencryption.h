// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/messagepayloads.h"

#include <optional>

namespace WebJabber {

// That a message is encrypted from end to end, which the daemon cannot read.
struct MessageEncryption {
    QString name; // for a person, such as "OMEMO"
    // It carries keys and no text: nothing to show.
    bool isKeyExchange = false;
    // The body is a text for clients that cannot decrypt; false: the body is the cipher text.
    bool isBodyForOthers = true;
};

// Nothing if the message is in the clear. Knows OMEMO, XEP-0027, XEP-0373, OTR
// and what an <encryption/> (XEP-0380) names.
std::optional<MessageEncryption> messageEncryption(const MessagePayloads &payloads, const QString &body);

} // namespace WebJabber
