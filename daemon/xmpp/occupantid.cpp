// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/occupantid.h"

#include "xmpp/xmlelements.h"
#include "xmpp/xmppnamespaces.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

QString occupantIdOf(const QDomElement &stanza)
{
    QDomElement found;
    for (auto child = stanza.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (!isElement(child, "occupant-id"_L1, occupantIdNamespace))
            continue;
        if (!found.isNull())
            return {};
        found = child;
    }
    const QString id = found.attribute(u"id"_s);
    return id.size() <= maxOccupantIdLength ? id : QString();
}

bool isNick(const QString &nick)
{
    return !nick.isEmpty() && nick.size() <= maxNickBytes && nick.toUtf8().size() <= maxNickBytes;
}

} // namespace WebJabber
