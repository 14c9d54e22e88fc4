// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanzabuilder.h"

#include "xmpp/entitycapabilities.h"
#include "xmpp/messageacts.h"
#include "xmpp/xmppnamespaces.h"

#include <QUuid>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace WebJabber {

// Receipts and markers are stored for offline recipients, like messages (XEP-0334, section 4.4).
static QXmppMessage noticeStanza(const Outgoing &notice)
{
    QXmppMessage stanza({}, notice.to.toString());
    stanza.setType(QXmppMessage::Chat);
    stanza.setId(notice.id);
    stanza.addHint(QXmppMessage::Store);
    if (notice.type == receiptType) {
        stanza.setReceiptId(notice.body);
    } else {
        stanza.setMarker(QXmppMessage::Displayed);
        stanza.setMarkerId(notice.body);
    }
    return stanza;
}

QXmppMessage outgoingStanza(const Outgoing &message)
{
    if (!message.isMessage())
        return noticeStanza(message);
    QXmppMessage stanza({}, message.to.toString(), message.body);
    stanza.setType(message.type == "normal"_L1 ? QXmppMessage::Normal : QXmppMessage::Chat);
    stanza.setId(message.id);
    stanza.setOriginId(message.id);
    stanza.setThread(message.thread);
    addContent(stanza, message);
    const MessageAct act = messageAct(message);
    if (message.to.bare() == message.account || act == MessageAct::Retraction || act == MessageAct::Reaction)
        return stanza;
    // A receipt may be requested everywhere except in rooms (XEP-0184, section 5.3).
    stanza.setReceiptRequested(true);
    stanza.setMarkable(true);
    if (stanza.type() == QXmppMessage::Chat)
        stanza.setState(QXmppMessage::Active);
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
    QXmppMessage stanza({}, to.toString());
    stanza.setType(QXmppMessage::Chat);
    stanza.setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    stanza.setState(chatState(state));
    stanza.addHint(QXmppMessage::NoStore);
    return stanza;
}

QXmppPresence presenceStanza(Show show, const QString &status)
{
    QXmppPresence presence(show == Show::Offline ? QXmppPresence::Unavailable : QXmppPresence::Available);
    presence.setStatusText(status);
    presence.setCapabilityHash(u"sha-1"_s);
    presence.setCapabilityNode(capabilitiesNode());
    presence.setCapabilityVer(QByteArray::fromBase64(capabilitiesVersion()));
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
    writer->writeDefaultNamespace(carbonsNamespace);
    writer->writeEndElement();
}

} // namespace WebJabber
