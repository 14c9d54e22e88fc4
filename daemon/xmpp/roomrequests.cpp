// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/roomrequests.h"

#include "xmpp/occupantid.h"
#include "xmpp/xmlelements.h"
#include "xmpp/xmppnamespaces.h"

#include <QXmppError.h>
#include <QXmppStanza.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto roomOwnerNamespace = "http://jabber.org/protocol/muc#owner"_L1;

static void start(QXmlStreamWriter &writer, QLatin1StringView name, QLatin1StringView ns)
{
    writer.writeStartElement(name);
    writer.writeDefaultNamespace(ns);
}

static void writeReason(QXmlStreamWriter &writer, const QString &reason)
{
    if (!reason.isEmpty())
        writer.writeTextElement("reason"_L1, reason);
}

// Changes one attribute of an occupant or member.
static PayloadIq adminIq(const Jid &room, QLatin1StringView whose, const QString &who, QLatin1StringView what,
                         QLatin1StringView value, const QString &reason)
{
    return {QXmppIq::Set, room, [=](QXmlStreamWriter &writer) {
                start(writer, "query"_L1, roomAdminNamespace);
                writer.writeStartElement("item"_L1);
                writer.writeAttribute(whose, who);
                writer.writeAttribute(what, value);
                writeReason(writer, reason);
                writer.writeEndElement();
                writer.writeEndElement();
            }};
}

PayloadIq roomAffiliationIq(const Jid &room, const Jid &user, RoomAffiliation affiliation, const QString &reason)
{
    return adminIq(room, "jid"_L1, user.bare().toString(), "affiliation"_L1, roomAffiliationNames[affiliation], reason);
}

PayloadIq roomRoleIq(const Jid &room, const QString &nick, RoomRole role, const QString &reason)
{
    return adminIq(room, "nick"_L1, nick, "role"_L1, roomRoleNames[role], reason);
}

PayloadIq roomMembersIq(const Jid &room, RoomAffiliation affiliation)
{
    return {QXmppIq::Get, room, [affiliation](QXmlStreamWriter &writer) {
                start(writer, "query"_L1, roomAdminNamespace);
                writer.writeEmptyElement("item"_L1);
                writer.writeAttribute("affiliation"_L1, roomAffiliationNames[affiliation]);
                writer.writeEndElement();
            }};
}

PayloadIq roomDestroyIq(const Jid &room, const Jid &alternate, const QString &reason)
{
    return {QXmppIq::Set, room, [=](QXmlStreamWriter &writer) {
                start(writer, "query"_L1, roomOwnerNamespace);
                writer.writeStartElement("destroy"_L1);
                if (!alternate.isNull())
                    writer.writeAttribute("jid"_L1, alternate.toString());
                writeReason(writer, reason);
                writer.writeEndElement();
                writer.writeEndElement();
            }};
}

QList<RoomMember> roomMembersFrom(const QDomElement &iq)
{
    QList<RoomMember> members;
    const QDomElement query = childElement(iq, "query"_L1, roomAdminNamespace);
    for (auto item = query.firstChildElement(); !item.isNull(); item = item.nextSiblingElement()) {
        const auto jid = Jid::parse(item.attribute(u"jid"_s));
        const auto affiliation = roomAffiliationNames.find(item.attribute(u"affiliation"_s));
        if (!isElement(item, "item"_L1, roomAdminNamespace) || !jid || !affiliation)
            continue;
        const QString nick = item.attribute(u"nick"_s);
        members.append({jid->bare(), isNick(nick) ? nick : QString(), *affiliation});
    }
    return members;
}

PayloadIq roomSelfPingIq(const Jid &room, const QString &nick)
{
    return {QXmppIq::Get, Jid::fromServer(room.toString() + u'/' + nick), [](QXmlStreamWriter &writer) {
                start(writer, "ping"_L1, pingNamespace);
                writer.writeEndElement();
            }};
}

SelfPingResult selfPingResult(const QXmppClient::IqResult &answer)
{
    using Error = QXmppStanza::Error;
    const auto *failure = std::get_if<QXmppError>(&answer);
    if (!failure)
        return SelfPingResult::Joined;
    const auto error = failure->value<Error>();
    if (!error)
        return SelfPingResult::Unknown;
    switch (error->condition()) {
    case Error::ServiceUnavailable: // the room passed the ping to a client that does not support pings
    case Error::FeatureNotImplemented:
    case Error::ItemNotFound: // the nickname is being changed
        return SelfPingResult::Joined;
    case Error::RemoteServerNotFound:
    case Error::RemoteServerTimeout:
        return SelfPingResult::Unknown;
    default:
        // A temporary error is not about the occupant.
        return error->type() == Error::Wait ? SelfPingResult::Unknown : SelfPingResult::NotJoined;
    }
}

static void writeRetract(QXmlStreamWriter &writer, QLatin1StringView ns, const QString &reason)
{
    start(writer, "retract"_L1, ns);
    writer.writeEndElement();
    writeReason(writer, reason);
}

PayloadIq roomModerationIq(const Jid &room, const QString &stanzaId, const QString &reason, ModerationVersion version)
{
    return {QXmppIq::Set, room, [=](QXmlStreamWriter &writer) {
                const bool isOld = version == ModerationVersion::Old;
                if (isOld) {
                    start(writer, "apply-to"_L1, fasteningNamespace);
                    writer.writeAttribute("id"_L1, stanzaId);
                    start(writer, "moderate"_L1, oldModerationNamespace);
                    writeRetract(writer, oldRetractionNamespace, reason);
                    writer.writeEndElement();
                } else {
                    start(writer, "moderate"_L1, moderationNamespace);
                    writer.writeAttribute("id"_L1, stanzaId);
                    writeRetract(writer, retractionNamespace, reason);
                }
                writer.writeEndElement();
            }};
}

} // namespace WebJabber
