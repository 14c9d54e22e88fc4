// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// Adds all routes of /v1 and those that need no token. openapi.json describes exactly these. `api` must outlive the
// table. `pathPrefix` is the public path of the API (HttpSettings).
void addClientRoutes(RouteTable &table, ClientApi &api, const QByteArray &pathPrefix = {});

} // namespace WebJabber
