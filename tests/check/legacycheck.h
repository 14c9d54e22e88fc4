// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/gateway.h"

namespace WebJabber::Test {

// Calls every route of the legacy API, with a SimplePush endpoint and a webhook, and prints each answer. Throws a
// Failure at the first wrong one. The gateway must be running, without a signed-in account.
void checkLegacyRoutes(Gateway &gateway);

} // namespace WebJabber::Test
