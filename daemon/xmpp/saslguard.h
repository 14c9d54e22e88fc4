// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDomElement>

#include "shared/problem.h"

namespace WebJabber {

// A SCRAM challenge (RFC 5802) that asks for more iterations than this would
// keep the event loop busy for long; honest servers ask for 4,096 to 10,000.
inline constexpr qint64 maxScramIterations = 100'000;

// Looks at an element of the stream: refuses a SASL or SASL2 (XEP-0388)
// challenge whose iteration count is over the bound or not a number.
Result<void> checkSaslChallenge(const QDomElement &element);

// Rejects a failure that says nothing of the credentials (RFC 6120, section 6.5:
// temporary-auth-failure, aborted, none at all or an unknown one): QXmpp would
// report it as a wrong password.
Result<void> checkSaslFailure(const QDomElement &element);

} // namespace WebJabber
