// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// GET /log and PUT /log below /admin/v1.
std::span<const AdminRoute> logRoutes();

} // namespace WebJabber
