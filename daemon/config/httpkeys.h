// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ratelimits.h"
#include "config/configreader.h"
#include "http/httpsettings.h"

namespace WebJabber {

// The keys of [http]. `http` and `reader` outlive them.
ConfigKeys httpKeys(HttpSettings &http, const ConfigReader &reader);
// The keys of [limits]. `limits` outlives them.
ConfigKeys limitKeys(RateLimits &limits);
// When they are read: reads the files that they name. Nothing, or what is wrong.
std::optional<QString> readTlsFiles(HttpSettings &http);

} // namespace WebJabber
