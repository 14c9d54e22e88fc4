// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// Adds POST /v1/messages and GET /v1/messages/{id}. `api` must outlive the table.
void addMessageRoutes(RouteTable &table, ClientApi &api);

} // namespace WebJabber
