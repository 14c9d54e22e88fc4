// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// /queues and its subpaths below /admin/v1, and the legacy /dumprcv.
std::span<const AdminRoute> queueRoutes();

} // namespace WebJabber
