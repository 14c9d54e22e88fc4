// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// Adds POST /v1/sessions, GET and DELETE /v1/session. `api` must outlive the table.
void addSessionRoutes(RouteTable &table, ClientApi &api);

} // namespace WebJabber
