// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Of /admin/v1: /pushes and what is below it. The context must outlive the table.
void addPushAdminRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
