// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanzaid.h"

#include "xmpp/xmppnamespaces.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace WebJabber {

// WORKAROUND (Prosody 13.0.1): mod_mam does not remove a stanza-id that a sender wrote in the account's
// name from the messages that it archives, though Prosody announces that it does. It appends its own.
// Ends when no such Prosody is in use.
QString ownStanzaId(const QDomElement &message, const Jid &account)
{
    for (auto element = message.lastChildElement(); !element.isNull(); element = element.previousSiblingElement()) {
        if (element.localName() == "stanza-id"_L1 && element.namespaceURI() == stanzaIdNamespace
            && Jid::fromServer(element.attribute(u"by"_s)) == account)
            return element.attribute(u"id"_s);
    }
    return {};
}

QString originId(const MessagePayloads &payloads)
{
    return payloads.first(Payload::OriginId).attribute(u"id"_s);
}

void setSenderId(Event &event, const QString &originId)
{
    if (event.direction == Direction::Out && !originId.isEmpty() && originId != event.id)
        event.wireId = std::exchange(event.id, originId);
    event.isIdUnique = !event.id.isEmpty() && originId == event.id;
}

} // namespace WebJabber
