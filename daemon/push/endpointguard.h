// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pushsettings.h"

#include <problem.h>

#include <QHostAddress>
#include <QUrl>

namespace WebJabber {

// Whether an address is one that a user may have the daemon connect to: public
// unicast by the IANA special-purpose registries, after unmapping v4-mapped
// IPv6. (QHostAddress::isGlobal() lets private networks through.)
bool isPublicAddress(const QHostAddress &address);

// Whether users may have push calls sent to this URL: https without
// credentials, to a name or a public address; for hosts on the operator's list
// http and any address too. Fails with endpoint-refused.
Result<void> checkEndpoint(const QUrl &endpoint, const PushSettings &settings);

} // namespace WebJabber
