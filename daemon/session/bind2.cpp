// SPDX-License-Identifier: GPL-3.0-or-later
#include "bind2.h"

#include <QDomElement>

using namespace Qt::StringLiterals;

namespace WebJabber {

// Calls `use` with each child of this name; the child may be removed then.
template<typename Use>
static void forEachChild(const QDomElement &parent, QLatin1StringView name, QLatin1StringView nameSpace, Use use)
{
    for (QDomElement child = parent.firstChildElement(); !child.isNull();) {
        const QDomElement next = child.nextSiblingElement();
        if (child.localName() == name && child.namespaceURI() == nameSpace)
            use(child);
        child = next;
    }
}

void removeBind2(const QDomElement &element)
{
    static constexpr auto saslNamespace = "urn:xmpp:sasl:2"_L1;
    if (element.localName() != "features"_L1 || element.namespaceURI() != "http://etherx.jabber.org/streams"_L1)
        return;
    forEachChild(element, "authentication"_L1, saslNamespace, [](const QDomElement &authentication) {
        forEachChild(authentication, "inline"_L1, saslNamespace, [](QDomElement offers) {
            forEachChild(offers, "bind"_L1, "urn:xmpp:bind:0"_L1,
                         [&](const QDomElement &bind) { offers.removeChild(bind); });
        });
    });
}

} // namespace WebJabber
