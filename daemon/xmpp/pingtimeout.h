// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

class QObject;
class QTimer;

namespace WebJabber {

// WORKAROUND (QXmpp 1.10): if a ping is not answered in time, QXmpp closes the
// stream and forgets its stream management state, so nothing can be resumed and
// what was on its way is repeated. This returns the timer of that timeout,
// detached from QXmpp, for the caller to connect; QXmpp still starts and stops
// it. The timer is found by its properties, as it has no public name. Fails on a
// QXmpp that has no such timer; the daemon must not start then. It can be
// removed once QXmpp keeps its state on a ping timeout.
Result<QTimer *> takePingTimeout(QObject *stream);

} // namespace WebJabber
