// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <optional>

namespace WebJabber {

// The text that the clients of 2012, which know nothing but text, are given for
// an event. Nothing if it is none of their business: all but received messages
// and corrections, what is of a room, and what holds nothing to read. A message
// to oneself counts as received.
std::optional<QString> legacyText(const Event &event);

} // namespace WebJabber
