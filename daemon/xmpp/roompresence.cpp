// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/roompresence.h"

#include "xmpp/messagepayloads.h"
#include "xmpp/occupantid.h"
#include "xmpp/stanzaerror.h"
#include "xmpp/xmppnamespaces.h"
#include "xmpp/xmppuri.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxRoomReason = 2'000;
static constexpr qsizetype maxHatLength = 256;
// At most this many children of one element are read.
static constexpr int maxRoomChildren = 256;

static QDomElement roomUser(const QDomElement &stanza)
{
    for (auto child = stanza.lastChildElement(); !child.isNull(); child = child.previousSiblingElement()) {
        if (isElement(child, "x"_L1, roomUserNamespace))
            return child;
    }
    return {};
}

static QList<int> codesOf(const QDomElement &user)
{
    QList<int> codes;
    int read = 0;
    for (auto child = user.firstChildElement(); !child.isNull() && read < maxRoomChildren;
         child = child.nextSiblingElement(), ++read) {
        const int code = isElement(child, "status"_L1, roomUserNamespace) ? child.attribute(u"code"_s).toInt() : 0;
        if (code >= 100 && code <= 999 && codes.size() < maxRoomCodes && !codes.contains(code))
            codes.append(code);
    }
    return codes;
}

QList<int> roomStatusCodes(const QDomElement &stanza)
{
    return codesOf(roomUser(stanza));
}

static QList<RoomHat> hatsOf(const QDomElement &presence)
{
    QList<RoomHat> hats;
    const QDomElement list = childElement(presence, "hats"_L1, hatsNamespace);
    for (auto child = list.firstChildElement(); !child.isNull() && hats.size() < maxRoomHats;
         child = child.nextSiblingElement()) {
        const QString title = bounded(child.attribute(u"title"_s), maxHatLength);
        const QString uri = child.attribute(u"uri"_s);
        if (isElement(child, "hat"_L1, hatsNamespace) && !title.isEmpty() && uri.size() <= maxHatLength)
            hats.append({uri, title});
    }
    return hats;
}

static Show showIn(const QDomElement &presence)
{
    const auto show = showNames.find(childElement(presence, "show"_L1, clientNamespace).text());
    return show && *show != Show::Offline ? *show : Show::Online;
}

static QString reasonIn(const QDomElement &element)
{
    return bounded(childElement(element, "reason"_L1, roomUserNamespace).text().trimmed(), maxRoomReason);
}

static void readItem(const QDomElement &item, RoomPresence &result)
{
    result.jid = Jid::fromServer(bounded(item.attribute(u"jid"_s), Jid::maxLength));
    result.role = roomRoleNames.find(item.attribute(u"role"_s)).value_or(RoomRole::None);
    result.affiliation = roomAffiliationNames.find(item.attribute(u"affiliation"_s)).value_or(RoomAffiliation::None);
    const QDomElement actor = childElement(item, "actor"_L1, roomUserNamespace);
    result.actor = bounded(actor.attribute(u"nick"_s, actor.attribute(u"jid"_s)), maxNickBytes);
    result.reason = reasonIn(item);
    const QString nick = item.attribute(u"nick"_s);
    if (result.has(RoomStatus::nickChange) && isNick(nick))
        result.newNick = nick;
}

static void readUser(const QDomElement &user, RoomPresence &result)
{
    result.codes = codesOf(user);
    result.isSelf = result.has(RoomStatus::ownPresence);
    readItem(childElement(user, "item"_L1, roomUserNamespace), result);
    const QDomElement destroy = childElement(user, "destroy"_L1, roomUserNamespace);
    if (destroy.isNull() || result.kind != RoomPresence::Kind::Unavailable)
        return;
    const auto alternate = Jid::parseBare(destroy.attribute(u"jid"_s));
    result.destroyed = DestroyedRoom{alternate.value_or(Jid()), reasonIn(destroy)};
}

static void readError(const QDomElement &presence, RoomPresence &result)
{
    const StanzaError error = stanzaErrorOf(presence);
    result.condition = error.condition;
    result.errorText = error.text;
    if (error.condition == "gone"_L1)
        result.alternate = jidFromUri(error.detail).bare();
}

std::optional<RoomPresence> roomPresenceFrom(const QDomElement &presence, const Jid &room, bool hasOccupantIds)
{
    using Kind = RoomPresence::Kind;
    const Jid from = Jid::fromServer(presence.attribute(u"from"_s));
    const QString type = presence.attribute(u"type"_s);
    const bool isError = type == "error"_L1;
    const bool isOfRoom = isElement(presence, "presence"_L1, clientNamespace) && from.bare() == room && !room.isNull();
    if (!isOfRoom || (!type.isEmpty() && !isError && type != "unavailable"_L1))
        return std::nullopt;
    RoomPresence result;
    result.kind = isError ? Kind::Error : type.isEmpty() ? Kind::Available : Kind::Unavailable;
    result.nick = from.resource();
    if (!isNick(result.nick) && !(isError && from.isBare()))
        return std::nullopt;
    if (isError) {
        readError(presence, result);
        return result;
    }
    const QDomElement user = roomUser(presence);
    if (user.isNull())
        return std::nullopt;
    if (hasOccupantIds)
        result.occupantId = occupantIdOf(presence);
    if (result.kind == Kind::Available) {
        result.show = showIn(presence);
        result.hats = hatsOf(presence);
    }
    readUser(user, result);
    return result;
}

std::optional<RoomLeaveReason> roomLeaveReason(const RoomPresence &own)
{
    using Kind = RoomPresence::Kind;
    if (own.kind == Kind::Error)
        return RoomLeaveReason::Error;
    if (own.kind == Kind::Available || (own.has(RoomStatus::nickChange) && !own.newNick.isEmpty()))
        return std::nullopt;
    if (own.destroyed)
        return RoomLeaveReason::Destroyed;
    // In this order: a ban counts more than a kick, which status 333 makes a technical one (XEP-0045, section 11.1).
    static constexpr std::array reasons{
        std::pair(RoomStatus::banned, RoomLeaveReason::Banned),
        std::pair(RoomStatus::affiliationLost, RoomLeaveReason::MembersOnly),
        std::pair(RoomStatus::becameMembersOnly, RoomLeaveReason::MembersOnly),
        std::pair(RoomStatus::serviceShutdown, RoomLeaveReason::Technical),
        std::pair(RoomStatus::technicalProblem, RoomLeaveReason::Technical),
        std::pair(RoomStatus::kicked, RoomLeaveReason::Kicked),
    };
    const auto found = std::ranges::find_if(reasons, [&](const auto &reason) { return own.has(reason.first); });
    return found == reasons.end() ? RoomLeaveReason::Asked : found->second;
}

} // namespace WebJabber
