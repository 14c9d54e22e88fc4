// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// POST /v1/messages and GET /v1/messages/{id}.
std::span<const ClientRoute> messageRoutes();

} // namespace WebJabber
