// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Adds GET /log and PUT /log below /admin/v1. The context must outlive the table.
void addLogRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
