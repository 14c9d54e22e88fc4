// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushsettings.h"
#include "shared/addressguard.h"
#include "shared/problem.h"

#include <QUrl>

namespace WebJabber {

// The longest endpoint that is kept.
inline constexpr qsizetype maxEndpointLength = 2048;

// Whether the operator counts the endpoint's host among their own.
bool isOperatorsEndpoint(const QUrl &endpoint, const PushSettings &settings);

// Whether users may have push calls sent to this URL, as far as its text
// tells: https without credentials, to one of the ports and not to an address
// that is not public; for the operator's hosts http and any port and address
// too. Fails with endpoint-refused.
Result<void> checkEndpoint(const QUrl &endpoint, const PushSettings &settings);

// The same, and the addresses to connect to; never connect to others. Fails
// with endpoint-refused where no address may be used, and with not-found where
// the name has none at all for now. Canceled as HostLookup is.
QFuture<Result<QList<QHostAddress>>> endpointAddresses(const QUrl &endpoint, const PushSettings &settings,
                                                       const HostLookup &lookup, const QObject *context);

} // namespace WebJabber
