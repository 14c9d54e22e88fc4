// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/bind2.h"

#include "xmpp/xmppnamespaces.h"

#include <QDomElement>

using namespace Qt::StringLiterals;

namespace WebJabber {

// Calls `use` with each child of this name. `use` may remove the child.
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
    if (element.localName() != "features"_L1 || element.namespaceURI() != streamNamespace)
        return;
    forEachChild(element, "authentication"_L1, sasl2Namespace, [](const QDomElement &authentication) {
        forEachChild(authentication, "inline"_L1, sasl2Namespace, [](QDomElement offers) {
            forEachChild(offers, "bind"_L1, bind2Namespace, [&](const QDomElement &bind) { offers.removeChild(bind); });
        });
    });
}

} // namespace WebJabber
