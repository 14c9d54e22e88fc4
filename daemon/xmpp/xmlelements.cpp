// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xmlelements.h"

namespace WebJabber {

bool isElement(const QDomElement &element, QLatin1StringView name, QLatin1StringView ns)
{
    return element.localName() == name && element.namespaceURI() == ns;
}

QDomElement childElement(const QDomElement &parent, QLatin1StringView name, QLatin1StringView ns)
{
    for (auto element = parent.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (element.localName() == name && element.namespaceURI() == ns)
            return element;
    }
    return {};
}

} // namespace WebJabber
