// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QJsonObject>

namespace WebJabber {

// How /v1 shows a message of one's own: in the answer of POST /v1/messages ...
QJsonObject acceptedJson(const Outgoing &message);
// ... of GET /v1/messages/{id} ...
QJsonObject messageJson(const Outgoing &message);
// ... and as the data of the transient event message-state.
QJsonObject messageStateJson(const Outgoing &message);

} // namespace WebJabber
