// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/archiveresult.h"

#include "xmpp/messagedelay.h"
#include "xmpp/xmlelements.h"
#include "xmpp/xmppnamespaces.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

std::optional<ArchiveResult> archiveResultFrom(const QDomElement &message, const QDateTime &received)
{
    const QDomElement result = childElement(message, "result"_L1, archiveNamespace);
    const QString id = result.attribute(u"id"_s);
    if (!isElement(message, "message"_L1, clientNamespace) || id.isEmpty())
        return std::nullopt;
    const QDomElement wrapper = childElement(result, "forwarded"_L1, forwardNamespace);
    const QDateTime stored = stampTime(childElement(wrapper, "delay"_L1, delayNamespace));
    return ArchiveResult{result.attribute(u"queryid"_s),
                         {id, stored.isValid() ? stored : received},
                         childElement(wrapper, "message"_L1, clientNamespace)};
}

} // namespace WebJabber
