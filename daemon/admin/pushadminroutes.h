// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// /pushes and its subpaths below /admin/v1.
std::span<const AdminRoute> pushAdminRoutes();

} // namespace WebJabber
