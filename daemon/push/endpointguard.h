// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushsettings.h"
#include "shared/addressguard.h"
#include "shared/problem.h"

#include <QUrl>

namespace WebJabber {

// Maximum number of characters of an endpoint.
inline constexpr qsizetype maxEndpointLength = 2048;

// Whether the endpoint's host is one of the operator's own (PushSettings::allow).
bool isOperatorsEndpoint(const QUrl &endpoint, const PushSettings &settings);

// Checks by its text whether users may have push calls sent to this URL: https without credentials, to one of the
// ports, and not to an address that is not public. The operator's hosts may also use http and any port and address.
// Fails with endpoint-refused.
Result<void> checkEndpoint(const QUrl &endpoint, const PushSettings &settings);

// The same, and returns the addresses to connect to; never connect to others. Fails with endpoint-refused if no
// address may be used, and with not-found if the name has no address for now. Canceled as HostLookup is.
QFuture<Result<QList<QHostAddress>>> endpointAddresses(const QUrl &endpoint, const PushSettings &settings,
                                                       const HostLookup &lookup, const QObject *context);

} // namespace WebJabber
