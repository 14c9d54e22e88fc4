// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/roominvitation.h"

#include "xmpp/xmppnamespaces.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxInvitationLength = 2'000;
static constexpr qsizetype maxPasswordLength = 1'000;

static std::optional<RoomInvitation> mediatedInvitation(const MessagePayloads &payloads, const Jid &sender)
{
    if (!sender.isBare() || sender.local().isEmpty())
        return {};
    const QDomElement user = payloads.first(Payload::RoomUser);
    const QDomElement invite = childElement(user, "invite"_L1, roomUserNamespace);
    if (invite.isNull())
        return {};
    const Jid from = Jid::fromServer(invite.attribute(u"from"_s));
    return RoomInvitation{sender, from.isNull() ? sender : from,
                          bounded(childElement(invite, "reason"_L1, roomUserNamespace).text(), maxInvitationLength),
                          bounded(childElement(user, "password"_L1, roomUserNamespace).text(), maxPasswordLength)};
}

std::optional<RoomInvitation> roomInvitation(const MessagePayloads &payloads, const Jid &sender)
{
    if (auto mediated = mediatedInvitation(payloads, sender))
        return mediated;
    const QDomElement direct = payloads.first(Payload::DirectInvitation);
    const auto room = Jid::parseBare(direct.attribute(u"jid"_s));
    if (direct.isNull() || !room || room->local().isEmpty())
        return {};
    return RoomInvitation{*room, sender, bounded(direct.attribute(u"reason"_s), maxInvitationLength),
                          bounded(direct.attribute(u"password"_s), maxPasswordLength)};
}

bool isPrivateRoomMessage(const MessagePayloads &payloads, const Jid &peer)
{
    const QDomElement user = payloads.first(Payload::RoomUser);
    return !user.isNull() && !peer.isBare() && !peer.local().isEmpty()
        && childElement(user, "invite"_L1, roomUserNamespace).isNull()
        && childElement(user, "decline"_L1, roomUserNamespace).isNull();
}

} // namespace WebJabber
