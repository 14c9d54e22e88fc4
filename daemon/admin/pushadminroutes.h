// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Adds /pushes and its subpaths below /admin/v1. The context must outlive the table.
void addPushAdminRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
