// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/presence.h"

#include <QJsonObject>

namespace WebJabber {

// How /v1 shows values.

QString jsonTime(const QDateTime &time); // RFC 3339, UTC, milliseconds
// Event::content, read. Members whose name begins with '_' stay in the daemon:
// `_fallback`, what the sender of an encrypted message wrote for clients that
// cannot decrypt it, and `_password` of the room of an invitation.
QJsonObject eventContent(const Event &event);
// The members that every event has are all there, null if there is nothing to
// tell; of Event::content those that it holds and that may leave the daemon.
QJsonObject eventJson(const Event &event);
qint64 eventBytes(const Event &event); // about as many as eventJson() takes, written compactly
QJsonObject contactJson(const Contact &contact);

} // namespace WebJabber
