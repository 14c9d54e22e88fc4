// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Of /admin/v1: /queues and what is below it; and /dumprcv of 2012. The context must outlive the table.
void addQueueRoutes(RouteTable &table, AdminContext &context);

} // namespace WebJabber
