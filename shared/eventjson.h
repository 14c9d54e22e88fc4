// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/presence.h"

#include <QJsonObject>

namespace WebJabber {

// JSON values for /v1.

QString jsonTime(const QDateTime &time); // RFC 3339, UTC, milliseconds
// Parses Event::content. Members that begin with '_' must not be sent to clients: `_fallback`, the sender's text for
// clients that cannot decrypt the message; `_password`, the password of the room of an invitation; `_seq`, the seq of
// the message that a receipt or marker refers to; `_previous`, the seq of the correction before this one; `_wire_id`,
// the id of the stanza if the event's id is another one.
QJsonObject eventContent(const Event &event);
// Contains all members that every event has, null if there is no value, and the public members of Event::content.
QJsonObject eventJson(const Event &event);
qint64 eventBytes(const Event &event); // approximate size of eventJson() in compact form
QJsonObject contactJson(const Contact &contact);

} // namespace WebJabber
