// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// PUT /v1/presence, POST /v1/chat-states and POST /v1/markers.
std::span<const ClientRoute> presenceRoutes();

} // namespace WebJabber
