// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ratelimits.h"
#include "config/configreader.h"
#include "http/httpsettings.h"

namespace WebJabber {

// The keys of [http]. `http` and `reader` must outlive them.
ConfigKeys httpKeys(HttpSettings &http, const ConfigReader &reader);
// The keys of [limits]. `limits` must outlive them.
ConfigKeys limitKeys(RateLimits &limits);
// Loads the TLS files named in `http`. Call it after the keys were read. Returns an error text, or nullopt on success.
std::optional<QString> readTlsFiles(HttpSettings &http);

} // namespace WebJabber
