// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// /v1/push/key and /v1/push-subscriptions.
std::span<const ClientRoute> pushRoutes();

} // namespace WebJabber
