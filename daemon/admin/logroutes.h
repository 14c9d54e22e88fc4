// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Of /admin/v1: GET /log, PUT /log. The context must outlive the table.
void addLogRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
