// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/managementelements.h"

#include "xmpp/xmlelements.h"
#include "xmpp/xmppnamespaces.h"

#include <QDomElement>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto limitsNamespace = "urn:xmpp:stream-limits:0"_L1;

static std::optional<quint32> handledOf(const QDomElement &element)
{
    bool isNumber = false;
    const quint32 handled = element.attribute(u"h"_s).toUInt(&isNumber);
    return isNumber ? std::optional(handled) : std::nullopt;
}

std::optional<quint32> receivedBeforeFailure(const QDomElement &element)
{
    const bool isSuccess = isElement(element, "success"_L1, sasl2Namespace);
    const QDomElement failed = isSuccess ? childElement(element, "failed"_L1, managementNamespace) : element;
    if (!isElement(failed, "failed"_L1, managementNamespace))
        return {};
    return handledOf(failed);
}

std::optional<quint32> acknowledgedBy(const QDomElement &element)
{
    if (!isElement(element, "a"_L1, managementNamespace) && !isElement(element, "resumed"_L1, managementNamespace))
        return {};
    return handledOf(element);
}

std::optional<qint64> maxStanzaBytesOf(const QDomElement &element)
{
    if (!isElement(element, "features"_L1, streamNamespace))
        return {};
    const QDomElement limits = childElement(element, "limits"_L1, limitsNamespace);
    const qint64 bytes = childElement(limits, "max-bytes"_L1, limitsNamespace).text().trimmed().toLongLong();
    return bytes > 0 ? std::optional(bytes) : std::nullopt;
}

} // namespace WebJabber
