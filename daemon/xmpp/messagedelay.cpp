// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/messagedelay.h"

#include "xmpp/xmppnamespaces.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr int firstYear = 1999; // of the first Jabber server

QDateTime stampTime(const QDomElement &element)
{
    const QString stamp = element.attribute(u"stamp"_s);
    QDateTime time = QDateTime::fromString(stamp, Qt::ISODateWithMs);
    if (!time.isValid())
        time = QDateTime::fromString(stamp, u"yyyyMMddTHH:mm:ss"_s);
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeZone(QTimeZone::UTC);
    return time.isValid() && time.date().year() >= firstYear ? time.toUTC() : QDateTime();
}

static bool isDelay(const QDomElement &element)
{
    return (element.localName() == "delay"_L1 && element.namespaceURI() == delayNamespace)
        || (element.localName() == "x"_L1 && element.namespaceURI() == oldDelayNamespace);
}

static bool isFromServerOf(const QDomElement &delay, const Jid &account)
{
    const Jid from = Jid::fromServer(delay.attribute(u"from"_s));
    return from.bare() == account || from.toString() == account.domain();
}

QDateTime serverDelay(const QDomElement &stanza, const Jid &account)
{
    QDateTime earliest;
    for (auto element = stanza.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (!isDelay(element) || !isFromServerOf(element, account))
            continue;
        const QDateTime time = stampTime(element);
        if (time.isValid() && (!earliest.isValid() || time < earliest))
            earliest = time;
    }
    return earliest;
}

bool hasDelay(const QDomElement &stanza)
{
    for (auto element = stanza.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (isDelay(element))
            return true;
    }
    return false;
}

} // namespace WebJabber
