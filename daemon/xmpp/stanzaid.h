// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDomElement>
#include <QString>

namespace WebJabber {

// The id that the account's own server gave a message (XEP-0359); empty if there
// is none. Of several in the account's name it is the last one, as servers append
// theirs: all before it are the sender's. Whether the server gives ids at all
// (AccountFeatures::stanzaIds) is the caller's to know. Pure.
QString ownStanzaId(const QDomElement &message, const Jid &account);

} // namespace WebJabber
