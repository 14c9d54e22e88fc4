// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/routetable.h"

namespace WebJabber {

// Adds the routes without a token: GET /healthz, /openapi.json, /v1/problems and /v1/problems/{code}. Call it only
// after the store is open. `pathPrefix` is the public path of the API (HttpSettings).
void addInfoRoutes(RouteTable &table, const QByteArray &pathPrefix);

} // namespace WebJabber
