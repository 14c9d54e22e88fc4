// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// Adds PUT /v1/presence, POST /v1/chat-states and POST /v1/markers. `api` must outlive the table.
void addPresenceRoutes(RouteTable &table, ClientApi &api);

} // namespace WebJabber
