// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// POST /v1/sessions, GET and DELETE /v1/session.
std::span<const ClientRoute> sessionRoutes();

} // namespace WebJabber
