// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownspelling.h"

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void respellAttributes(QDomElement element, const QString &own, const Jid &account)
{
    static const std::array names{u"from"_s, u"to"_s, u"by"_s};
    for (const QString &name : names) {
        const QString value = element.attribute(name);
        if (value == own || (value.startsWith(own) && value.at(own.size()) == u'/'))
            element.setAttribute(name, account.toString() + value.sliced(own.size()));
    }
}

void respellOwnJid(const QDomElement &stanza, const QString &own, const Jid &account)
{
    respellAttributes(stanza, own, account);
    for (auto child = stanza.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        respellOwnJid(child, own, account);
}

} // namespace WebJabber
