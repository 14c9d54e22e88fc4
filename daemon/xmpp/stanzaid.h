// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDomElement>
#include <QString>

namespace WebJabber {

// Returns the id that the account's own server assigned to a message (XEP-0359); empty if there is none. If
// several ids are in the account's name, it is the last one: servers append theirs, so all before it are the
// sender's. The caller must check whether the server assigns ids at all (AccountFeatures::stanzaIds). Pure.
QString ownStanzaId(const QDomElement &message, const Jid &account);

} // namespace WebJabber
