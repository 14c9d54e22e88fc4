// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Adds GET /status, GET /events, GET /trace, GET /metrics and POST /reload below /admin/v1. The context must outlive
// the table.
void addStatusRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
