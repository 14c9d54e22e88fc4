// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/rostercodec.h"

#include "xmpp/xmppnamespaces.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto rosterNamespace = "jabber:iq:roster"_L1;

static constexpr std::array subscriptions{"none"_L1, "to"_L1, "from"_L1, "both"_L1, "remove"_L1};

static QDomElement rosterQuery(const QDomElement &iq)
{
    const QDomElement query = iq.firstChildElement(u"query"_s);
    return query.namespaceURI() == rosterNamespace ? query : QDomElement();
}

// A server may return an address as it was entered, but API users refer to the normalised address.
static Jid normalised(const QString &address)
{
    const auto jid = Jid::parse(address);
    return jid ? *jid : Jid::fromServer(address);
}

static RosterItem itemFrom(const QDomElement &element)
{
    RosterItem item;
    item.address = element.attribute(u"jid"_s);
    item.contact.jid = normalised(item.address).bare();
    item.contact.name = element.attribute(u"name"_s);
    const QString subscription = element.attribute(u"subscription"_s);
    item.contact.subscription = std::ranges::contains(subscriptions, subscription) ? subscription : u"none"_s;
    for (auto child = element.firstChildElement(u"group"_s); !child.isNull();
         child = child.nextSiblingElement(u"group"_s))
        item.contact.groups += child.text();
    item.contact.groups.sort();
    return item;
}

QList<RosterItem> rosterItemsFrom(const QDomElement &iq)
{
    QList<RosterItem> items;
    const QDomElement query = rosterQuery(iq);
    for (auto child = query.firstChildElement(u"item"_s); !child.isNull();
         child = child.nextSiblingElement(u"item"_s)) {
        if (RosterItem item = itemFrom(child); !item.contact.jid.isNull())
            items += std::move(item);
    }
    return items;
}

bool isRosterPush(const QDomElement &iq, const Jid &account)
{
    if (iq.attribute(u"type"_s) != "set"_L1 || rosterQuery(iq).isNull())
        return false;
    return !iq.hasAttribute(u"from"_s) || normalised(iq.attribute(u"from"_s)) == account;
}

static Show showOf(const QDomElement &presence)
{
    const QString show = presence.firstChildElement(u"show"_s).text();
    if (show == "away"_L1)
        return Show::Away;
    if (show == "xa"_L1)
        return Show::Xa;
    if (show == "dnd"_L1)
        return Show::Dnd;
    return show == "chat"_L1 ? Show::Chat : Show::Online;
}

// Returns the status without a language if there is one, else the first.
static QString statusOf(const QDomElement &presence)
{
    QDomElement chosen;
    for (auto child = presence.firstChildElement(u"status"_s); !child.isNull();
         child = child.nextSiblingElement(u"status"_s)) {
        const bool hasLanguage = child.hasAttributeNS(xmlNamespace, u"lang"_s);
        if (chosen.isNull() || !hasLanguage)
            chosen = child;
        if (!hasLanguage)
            break;
    }
    QString status = chosen.text();
    if (status.size() <= maxContactStatusLength)
        return status;
    status.truncate(maxContactStatusLength);
    if (status.back().isHighSurrogate())
        status.chop(1);
    status.squeeze();
    return status;
}

std::optional<PresenceUpdate> presenceUpdateFrom(const QDomElement &presence)
{
    const QString type = presence.attribute(u"type"_s);
    const Jid from = Jid::fromServer(presence.attribute(u"from"_s));
    if (presence.namespaceURI() != clientNamespace || from.isNull() || (!type.isEmpty() && type != "unavailable"_L1))
        return std::nullopt;
    PresenceUpdate update{from.bare(), {from.resource(), Show::Offline, {}, 0}};
    if (type.isEmpty()) {
        update.presence.show = showOf(presence);
        update.presence.status = statusOf(presence);
        update.presence.priority = std::clamp(presence.firstChildElement(u"priority"_s).text().toInt(), -128, 127);
    }
    return update;
}

} // namespace WebJabber
