// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configreader.h"

#include <httpsettings.h>

namespace WebJabber {

// The keys of [http]. `http` outlives them.
ConfigKeys httpKeys(HttpSettings &http);

} // namespace WebJabber
