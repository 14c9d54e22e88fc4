// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/roomstanzas.h"

#include "xmpp/stanzabuilder.h"
#include "xmpp/xmppnamespaces.h"

#include <QUuid>
#include <QXmppElement.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QXmppElement newElement(const QString &name, QLatin1StringView ns = {})
{
    QXmppElement element;
    element.setTagName(name);
    if (!ns.isEmpty())
        element.setAttribute(u"xmlns"_s, ns);
    return element;
}

static void appendText(QXmppElement &parent, const QString &name, const QString &text)
{
    if (text.isEmpty())
        return;
    QXmppElement child = newElement(name);
    child.setValue(text);
    parent.appendChild(child);
}

static QString occupantAddress(const Jid &room, const QString &nick)
{
    return room.toString() + u'/' + nick;
}

QXmppPresence roomJoinStanza(const RoomJoin &join)
{
    QXmppElement x = newElement(u"x"_s, roomNamespace);
    QXmppElement history = newElement(u"history"_s);
    if (join.historySince.isValid())
        history.setAttribute(u"since"_s, join.historySince.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s));
    else
        history.setAttribute(u"maxstanzas"_s, u"0"_s);
    x.appendChild(history);
    appendText(x, u"password"_s, join.password);
    QXmppPresence presence = roomPresenceStanza(join.room, join.nick, join.show, join.status);
    presence.setExtensions({x});
    return presence;
}

QXmppPresence roomPresenceStanza(const Jid &room, const QString &nick, Show show, const QString &status)
{
    QXmppPresence presence = presenceStanza(show, status);
    presence.setTo(occupantAddress(room, nick));
    presence.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    return presence;
}

QXmppPresence roomLeaveStanza(const Jid &room, const QString &nick)
{
    QXmppPresence presence(QXmppPresence::Unavailable);
    presence.setTo(occupantAddress(room, nick));
    return presence;
}

QXmppMessage roomSubjectStanza(const Jid &room, const QString &id, const QString &subject)
{
    // QXmppMessage does not write an empty subject.
    QXmppElement element = newElement(u"subject"_s);
    element.setValue(subject);
    QXmppMessage message({}, room.toString());
    message.setType(QXmppMessage::GroupChat);
    message.setId(id);
    message.setOriginId(id);
    message.setExtensions({element});
    return message;
}

static QXmppMessage invitation(const Jid &to, const QXmppElement &x)
{
    QXmppMessage message({}, to.toString());
    message.setType(QXmppMessage::Normal);
    message.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    message.setExtensions({x});
    return message;
}

QXmppMessage directInvitationStanza(const RoomInvite &invite)
{
    QXmppElement x = newElement(u"x"_s, invitationNamespace);
    x.setAttribute(u"jid"_s, invite.room.toString());
    if (!invite.reason.isEmpty())
        x.setAttribute(u"reason"_s, invite.reason);
    if (!invite.password.isEmpty())
        x.setAttribute(u"password"_s, invite.password);
    return invitation(invite.to, x);
}

QXmppMessage mediatedInvitationStanza(const RoomInvite &invite)
{
    QXmppElement inner = newElement(u"invite"_s);
    inner.setAttribute(u"to"_s, invite.to.toString());
    appendText(inner, u"reason"_s, invite.reason);
    QXmppElement x = newElement(u"x"_s, roomUserNamespace);
    x.appendChild(inner);
    return invitation(invite.room, x);
}

} // namespace WebJabber
