// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// Adds /v1/push/key and /v1/push-subscriptions. `api` must outlive the table.
void addPushRoutes(RouteTable &table, ClientApi &api);

} // namespace WebJabber
