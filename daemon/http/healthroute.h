// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routetable.h"

namespace WebJabber {

// GET /healthz: {"status":"ok"}. Whoever adds it does so once the store is open.
void addHealthRoute(RouteTable &table);

} // namespace WebJabber
