// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDomElement>

namespace WebJabber {

// In the stanza, in what it holds and in what it forwards, gives the account our
// spelling if the server, which has the last word on that (RFC 6120, section
// 7.6.1), writes it as `own`: "Juliet@example.org". Changes the document.
void respellOwnJid(const QDomElement &stanza, const QString &own, const Jid &account);

} // namespace WebJabber
