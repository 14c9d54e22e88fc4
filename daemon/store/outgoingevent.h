// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/outgoing.h"

namespace WebJabber {

// Returns the event that notifies the account's devices of a message, marker or receipt that the account sends. It has
// the members that eventFromCarbon() gives for the stanza, so that a copy from the archive is recognized. Pure.
Event outgoingEvent(const Outgoing &message);

} // namespace WebJabber
