// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

namespace WebJabber {

// Returns the JID in an XMPP URI (RFC 5122) without an authority; null if there is none. Pure.
Jid jidFromUri(const QString &uri);

} // namespace WebJabber
