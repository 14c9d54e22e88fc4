// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"

namespace WebJabber {

// The token of `Authorization: Bearer ...` (RFC 6750); empty where there is none.
QByteArray bearerToken(const HttpRequest &request);

} // namespace WebJabber
