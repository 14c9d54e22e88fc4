// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"

namespace WebJabber {

// Returns the token of `Authorization: Bearer ...` (RFC 6750); empty if there is none.
QByteArray bearerToken(const HttpRequest &request);

} // namespace WebJabber
