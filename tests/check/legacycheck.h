// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/gateway.h"

namespace WebJabber::Test {

// Walks over every route of the 2012 server, with a SimplePush and a webhook, and
// prints each answer. Throws a Failure at the first one that is wrong. The
// gateway is up, and nobody has signed in.
void checkLegacyRoutes(Gateway &gateway);

} // namespace WebJabber::Test
