// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

class QObject;
class QTimer;

namespace WebJabber {

// WORKAROUND (QXmpp 1.10): if a ping is not answered in time, QXmpp closes the stream and drops its stream
// management state, so the stream cannot be resumed and stanzas in transit are sent again. Ends with a QXmpp
// that keeps its state on a ping timeout.
//
// Returns the timer of that timeout, disconnected from QXmpp, for the caller to connect. QXmpp still starts
// and stops it. The timer is found by its properties, as it has no public name. Fails if QXmpp has no such
// timer; the daemon must not start then.
Result<QTimer *> takePingTimer(QObject *stream);

} // namespace WebJabber
