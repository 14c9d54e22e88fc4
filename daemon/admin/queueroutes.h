// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Adds /queues and its subpaths below /admin/v1, and the legacy /dumprcv. The context must outlive the table.
void addQueueRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
