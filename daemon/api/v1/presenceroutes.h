// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// PUT /v1/presence, POST /v1/chat-states, POST /v1/markers: what is said to
// others without a message. `api` must outlive the table.
void addPresenceRoutes(RouteTable &table, ClientApi &api);

} // namespace WebJabber
