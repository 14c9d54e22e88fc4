// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// GET /status, GET /events, GET /trace, GET /metrics and POST /reload below /admin/v1.
std::span<const AdminRoute> statusRoutes();

} // namespace WebJabber
