// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/routetable.h"

namespace WebJabber {

// Adds GET /, /sw.js and /manifest.webmanifest, which browsers revalidate each time by entity tag (RFC 9110, section
// 8.8.3), and /app/{version}/{file}, which is immutable (RFC 8246).
void addWebAppRoutes(RouteTable &table);

} // namespace WebJabber
