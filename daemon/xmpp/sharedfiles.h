// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/messagepayloads.h"

#include <QJsonArray>

namespace WebJabber {

// More files than one message of ours may have are ignored in others'.
inline constexpr qsizetype maxFilesOfMessage = 10;

// The files that a message shares, as the API shows them: `url`, and of `name`,
// `type`, `size` (bytes), `width`, `height`, `duration` (seconds), `hash`
// (`sha-256`, base64), `thumbnail` (a data: URI), `inline` and `desc` those that
// the sender gives. From XEP-0447 with XEP-0446, XEP-0385 and XEP-0066; a file
// that is given in more than one of these ways is there once. `url` is null if
// no source has a scheme that a person may safely follow.
QJsonArray sharedFiles(const MessagePayloads &payloads);

} // namespace WebJabber
