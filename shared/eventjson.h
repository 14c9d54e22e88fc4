// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "event.h"
#include "presence.h"

#include <QJsonObject>

namespace WebJabber {

// How /v1 shows values.

QString jsonTime(const QDateTime &time); // RFC 3339, UTC, milliseconds
// Every member is there; null where there is nothing to tell.
QJsonObject eventJson(const Event &event);
QJsonObject contactJson(const Contact &contact);

} // namespace WebJabber
