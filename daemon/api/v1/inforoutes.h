// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// The routes without a token: GET /healthz, /openapi.json, /v1/problems and /v1/problems/{code}.
std::span<const ClientRoute> infoRoutes();

// openapi.json as it is served; `pathPrefix` is the public path of the API (HttpSettings).
QByteArray apiDescription(const QByteArray &pathPrefix);

} // namespace WebJabber
