// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/messagepayloads.h"

#include <QJsonArray>

namespace WebJabber {

// The limit for messages that are sent. Further files of a received message are ignored.
inline constexpr qsizetype maxFilesOfMessage = 10;

// Returns the files that a message shares, in the API's format: `url`, and those of `name`, `type`, `size` (bytes),
// `width`, `height`, `duration` (seconds), `hash` (`sha-256`, base64), `thumbnail` (a data: URI), `inline` and
// `desc` that the sender gives. Reads XEP-0447 with XEP-0446, XEP-0385 and XEP-0066. A file that is given in more
// than one of these formats is listed once. `url` is null if no source has a scheme that is safe to open.
QJsonArray sharedFiles(const MessagePayloads &payloads);

} // namespace WebJabber
