// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/routetable.h"

namespace WebJabber {

// GET /, /sw.js and /manifest.webmanifest, which are asked for anew each time
// (RFC 9110, section 8.8.3: by entity tag), and /app/{version}/{file}, which
// may be kept for good (RFC 8246).
void addWebAppRoutes(RouteTable &table);

} // namespace WebJabber
