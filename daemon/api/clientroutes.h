// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// The whole table of /v1 and what needs no token beside it; openapi.json
// describes exactly these. `api` must outlive the table.
// `pathPrefix` is where they are found from outside (HttpSettings).
void addClientRoutes(RouteTable &table, ClientApi &api, const QByteArray &pathPrefix = {});

} // namespace WebJabber
