// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Of /admin/v1: /sessions and what is below it. The context must outlive the table.
void addSessionAdminRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
