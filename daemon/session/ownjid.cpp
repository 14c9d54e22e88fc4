// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownjid.h"

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void normalizeAttributes(QDomElement element, const QString &own, const Jid &account)
{
    static const std::array names{u"from"_s, u"to"_s, u"by"_s};
    for (const QString &name : names) {
        const QString value = element.attribute(name);
        if (value == own || (value.startsWith(own) && value.at(own.size()) == u'/'))
            element.setAttribute(name, account.toString() + value.sliced(own.size()));
    }
}

void normalizeOwnJid(const QDomElement &stanza, const QString &own, const Jid &account)
{
    normalizeAttributes(stanza, own, account);
    for (auto child = stanza.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        normalizeOwnJid(child, own, account);
}

} // namespace WebJabber
