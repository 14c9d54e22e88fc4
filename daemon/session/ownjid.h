// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDomElement>

namespace WebJabber {

// Replaces `own`, the server's spelling of the account's JID (for example "Juliet@example.org"), by our normalised
// one in the stanza and in everything that it contains or forwards. The server decides on the spelling (RFC 6120,
// section 7.6.1). Modifies the document.
void normalizeOwnJid(const QDomElement &stanza, const QString &own, const Jid &account);

} // namespace WebJabber
