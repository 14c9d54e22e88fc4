// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDomElement>

#include "shared/problem.h"

namespace WebJabber {

// A SCRAM challenge (RFC 5802) with more iterations than this would keep the event loop busy for long. Honest
// servers use 4,096 to 10,000.
inline constexpr qint64 maxScramIterations = 100'000;

// Rejects a SASL or SASL2 (XEP-0388) challenge whose iteration count exceeds the bound or is not a number.
// Accepts any other element.
Result<void> checkSaslChallenge(const QDomElement &element);

// WORKAROUND (QXmpp 1.10): rejects a failure that does not concern the credentials (RFC 6120, section 6.5:
// temporary-auth-failure, aborted, no condition or an unknown one), which QXmpp would report as a wrong
// password. Ends with a QXmpp that reports the condition.
Result<void> checkSaslFailure(const QDomElement &element);

} // namespace WebJabber
