// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// The routes under /v1/contacts.
std::span<const ClientRoute> contactRoutes();

} // namespace WebJabber
