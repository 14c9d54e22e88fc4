// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/gateway.h"

namespace WebJabber::Test {

// Signs romeo and juliet in, sends one message, prints what the user can try, and returns on SIGINT, SIGTERM or SIGHUP.
// Throws a Failure if a part of the demo fails or ends by itself. The gateway must be running.
void runDemo(Gateway &gateway);

} // namespace WebJabber::Test
