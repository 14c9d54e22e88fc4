// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/messagepayloads.h"

#include <optional>

namespace WebJabber {

// The end-to-end encryption of a message, which the daemon cannot decrypt.
struct MessageEncryption {
    QString name; // human-readable, such as "OMEMO"
    // The message carries keys and no text, so there is nothing to show.
    bool isKeyExchange = false;
    // true: the body is a text for clients that cannot decrypt; false: the body is the cipher text.
    bool isBodyForOthers = true;
};

// Returns nullopt if the message is not encrypted. Recognizes OMEMO, XEP-0027, XEP-0373, OTR and the method
// in an <encryption/> (XEP-0380).
std::optional<MessageEncryption> messageEncryption(const MessagePayloads &payloads, const QString &body);

} // namespace WebJabber
