// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Of /admin/v1: GET /status, GET /events, GET /trace, GET /metrics, POST /reload. The context must outlive the table.
void addStatusRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
