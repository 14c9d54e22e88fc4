// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanzaerror.h"

#include "xmpp/messagepayloads.h"
#include "xmpp/xmppnamespaces.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxConditionLength = 64;

StanzaError stanzaErrorOf(const QDomElement &stanza)
{
    StanzaError result{u"undefined-condition"_s, {}, {}};
    const QDomElement error = childElement(stanza, "error"_L1, clientNamespace);
    for (auto element = error.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (element.namespaceURI() != stanzaErrorNamespace)
            continue;
        if (element.localName() != "text"_L1) {
            result.condition = element.localName().left(maxConditionLength);
            result.detail = bounded(element.text().trimmed(), maxErrorText);
        } else if (result.text.isEmpty()) {
            result.text = bounded(element.text().trimmed(), maxErrorText);
        }
    }
    return result;
}

} // namespace WebJabber
