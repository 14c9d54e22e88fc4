// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "xmpp/messagepayloads.h"

#include <QDomElement>
#include <QString>

namespace WebJabber {

// Returns the id that the account's own server assigned to a message (XEP-0359); empty if there is none. If
// several ids are in the account's name, it is the last one: servers append theirs, so all before it are the
// sender's. The caller must check whether the server assigns ids at all (AccountFeatures::stanzaIds). Pure.
QString ownStanzaId(const QDomElement &message, const Jid &account);

// The origin-id that the sender gave a message (XEP-0359); empty if there is none.
QString originId(const MessagePayloads &payloads);

// Sets the members of an event that depend on its origin-id. A message that the account sent has the id that its author
// gave it, even if a server changed the id.
void setSenderId(Event &event, const QString &originId);

} // namespace WebJabber
