// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/gateway.h"

namespace WebJabber::Test {

// Signs romeo and juliet in, has one message go its way, prints what there is to
// try, and returns once SIGINT, SIGTERM or SIGHUP asks for the end. Throws a
// Failure if a part of the demo fails or ends by itself. The gateway is up.
void runDemo(Gateway &gateway);

} // namespace WebJabber::Test
