// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

#include <vector>

namespace WebJabber {

// The tables of all routes of /v1 and those that need no token. openapi.json describes exactly these.
std::vector<std::span<const ClientRoute>> clientRoutes();

// Adds all of them. `api` must outlive the table. `pathPrefix` is the public path of the API (HttpSettings). Call it
// only after the store is open, as GET /healthz says so.
void addClientRoutes(RouteTable &table, ClientApi &api, const QByteArray &pathPrefix = {});

} // namespace WebJabber
