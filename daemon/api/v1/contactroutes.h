// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// Adds the routes under /v1/contacts. `api` must outlive the table.
void addContactRoutes(RouteTable &table, ClientApi &api);

} // namespace WebJabber
