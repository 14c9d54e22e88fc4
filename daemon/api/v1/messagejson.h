// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QJsonObject>

namespace WebJabber {

// How /v1 shows a message that was sent: as the answer of /v1/messages, and as
// the data of the passing message-state.
QJsonObject messageJson(const Outgoing &message);
QJsonObject messageStateJson(const Outgoing &message);

} // namespace WebJabber
