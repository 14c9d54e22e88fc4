// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/streamguard.h"

#include "xmpp/xmlelements.h"
#include "xmpp/xmpperrors.h"
#include "xmpp/xmppnamespaces.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

bool isStanza(const QDomElement &element)
{
    const QString name = element.localName();
    return element.namespaceURI() == clientNamespace
        && (name == "message"_L1 || name == "presence"_L1 || name == "iq"_L1);
}

bool beginsManagement(const QDomElement &element)
{
    if (isElement(element, "enabled"_L1, managementNamespace))
        return true;
    return isElement(element, "success"_L1, sasl2Namespace)
        && !element.firstChildElement(u"bound"_s, bind2Namespace)
                .firstChildElement(u"enabled"_s, managementNamespace)
                .isNull();
}

static void removeLocations(QDomElement element)
{
    element.removeAttribute(u"location"_s);
    for (auto child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        removeLocations(child);
}

void forgetLocations(const QDomElement &element)
{
    const QString ns = element.namespaceURI();
    if (ns == managementNamespace || ns == sasl2Namespace)
        removeLocations(element);
}

std::optional<Problem> streamError(const QDomElement &element)
{
    if (!isElement(element, "error"_L1, streamNamespace))
        return std::nullopt;
    QString condition;
    for (auto child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == streamErrorNamespace && child.localName() != "text"_L1 && condition.isEmpty())
            condition = child.localName();
    }
    const QString text = element.firstChildElement(u"text"_s, streamErrorNamespace).text();
    return problemFromStreamError(condition, text);
}

std::optional<Problem> referral(const QDomElement &element)
{
    if (!isElement(element, "error"_L1, streamNamespace))
        return std::nullopt;
    for (auto child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == "see-other-host"_L1)
            return Problem{ProblemCode::XmppUnreachable,
                           u"The XMPP server refers to another host, which is not followed."_s,
                           u"see-other-host"_s,
                           {}};
    }
    return std::nullopt;
}

bool isUsable(const QDomElement &stanza)
{
    static constexpr std::array iqTypes{"get"_L1, "set"_L1, "result"_L1, "error"_L1};
    return stanza.localName() != "iq"_L1 || std::ranges::contains(iqTypes, stanza.attribute(u"type"_s));
}

// A server may write the address in another case, but not the resource.
bool isOwnServer(const QString &from, const Jid &self)
{
    const qsizetype slash = from.indexOf(u'/');
    const QString bare = slash < 0 ? from : from.first(slash);
    if (slash < 0 && bare.compare(self.domain(), Qt::CaseInsensitive) == 0)
        return true;
    return bare.compare(self.bare().toString(), Qt::CaseInsensitive) == 0
        && (slash < 0 || from.sliced(slash + 1) == self.resource());
}

void normalizeSender(QDomElement iq, const QString &bareJid, const QString &boundJid)
{
    const QString from = iq.attribute(u"from"_s);
    if (iq.localName() != "iq"_L1 || from.isEmpty() || from == bareJid)
        return;
    const QString type = iq.attribute(u"type"_s);
    if ((type == "result"_L1 || type == "error"_L1) && isOwnServer(from, Jid::fromServer(boundJid)))
        iq.removeAttribute(u"from"_s);
}

} // namespace WebJabber
