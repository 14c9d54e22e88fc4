// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/routetable.h"

namespace WebJabber {

// What needs no token: GET /healthz, /openapi.json, /v1/problems and
// /v1/problems/{code}. Whoever adds them does so once the store is open.
// `pathPrefix` is where the API is found from outside (HttpSettings).
void addInfoRoutes(RouteTable &table, const QByteArray &pathPrefix);

} // namespace WebJabber
