// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <optional>

namespace WebJabber {

// Returns the text of an event for legacy clients, which support only text. Returns nullopt for events that they do not
// get: everything but received messages and corrections, everything of a room, and events without text. A message to
// oneself counts as received.
std::optional<QString> legacyText(const Event &event);

} // namespace WebJabber
