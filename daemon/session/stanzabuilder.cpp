// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanzabuilder.h"

#include <QUuid>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace WebJabber {

QXmppMessage messageStanza(const Outgoing &message)
{
    QXmppMessage stanza({}, message.to.toString(), message.body);
    stanza.setType(message.type == "normal"_L1 ? QXmppMessage::Normal : QXmppMessage::Chat);
    stanza.setId(message.id);
    stanza.setOriginId(message.id);
    stanza.setThread(message.thread);
    return stanza;
}

static QXmppMessage bodyless(const Jid &to)
{
    QXmppMessage stanza({}, to.toString());
    stanza.setType(QXmppMessage::Chat);
    stanza.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    return stanza;
}

static QXmppMessage::State chatState(const QString &name)
{
    if (name == "active"_L1)
        return QXmppMessage::Active;
    if (name == "composing"_L1)
        return QXmppMessage::Composing;
    if (name == "paused"_L1)
        return QXmppMessage::Paused;
    if (name == "inactive"_L1)
        return QXmppMessage::Inactive;
    return name == "gone"_L1 ? QXmppMessage::Gone : QXmppMessage::None;
}

QXmppMessage chatStateStanza(const Jid &to, const QString &state)
{
    QXmppMessage stanza = bodyless(to);
    stanza.setState(chatState(state));
    stanza.addHint(QXmppMessage::NoStore);
    return stanza;
}

QXmppMessage markerStanza(const Jid &to, const QString &id)
{
    QXmppMessage stanza = bodyless(to);
    stanza.setMarker(QXmppMessage::Displayed);
    stanza.setMarkerId(id);
    return stanza;
}

QXmppPresence presenceStanza(Show show, const QString &status)
{
    QXmppPresence presence(show == Show::Offline ? QXmppPresence::Unavailable : QXmppPresence::Available);
    presence.setStatusText(status);
    switch (show) {
    case Show::Chat:
        presence.setAvailableStatusType(QXmppPresence::Chat);
        break;
    case Show::Away:
        presence.setAvailableStatusType(QXmppPresence::Away);
        break;
    case Show::Xa:
        presence.setAvailableStatusType(QXmppPresence::XA);
        break;
    case Show::Dnd:
        presence.setAvailableStatusType(QXmppPresence::DND);
        break;
    case Show::Offline:
    case Show::Online:
        break;
    }
    return presence;
}

void EnableCarbonsIq::toXmlElementFromChild(QXmlStreamWriter *writer) const
{
    writer->writeStartElement(u"enable"_s);
    writer->writeDefaultNamespace(u"urn:xmpp:carbons:2"_s);
    writer->writeEndElement();
}

} // namespace WebJabber
