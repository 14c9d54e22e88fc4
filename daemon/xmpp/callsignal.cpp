// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/callsignal.h"

#include "xmpp/messagepayloads.h"
#include "xmpp/stanzaid.h"
#include "xmpp/xmppnamespaces.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxIdLength = 256;
static constexpr auto mediaNamespace = "urn:xmpp:jingle:apps:rtp:1"_L1;

static constexpr std::array actions{
    std::pair("propose"_L1, CallSignal::Action::Propose), std::pair("accept"_L1, CallSignal::Action::Answer),
    std::pair("proceed"_L1, CallSignal::Action::Answer),  std::pair("reject"_L1, CallSignal::Action::Answer),
    std::pair("retract"_L1, CallSignal::Action::End),     std::pair("finish"_L1, CallSignal::Action::End),
};

static QString mediaOf(const QDomElement &propose)
{
    QString media = u"audio"_s;
    for (auto child = propose.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == "description"_L1 && child.namespaceURI() == mediaNamespace
            && child.attribute(u"media"_s) == "video"_L1)
            media = u"video"_s;
    }
    return media;
}

static Event missedCall(const QDomElement &message, const QDomElement &propose, const Jid &account)
{
    Event event;
    event.type = EventType::Call;
    event.account = account;
    event.from = Jid::fromServer(message.attribute(u"from"_s, account.toString()));
    event.to = Jid::fromServer(message.attribute(u"to"_s, account.toString()));
    event.id = bounded(message.attribute(u"id"_s), maxIdLength);
    const QJsonObject members{{u"state"_s, u"missed"_s}, {u"media"_s, mediaOf(propose)}};
    event.content = QJsonDocument(members).toJson(QJsonDocument::Compact);
    event.stanzaId = ownStanzaId(message, account);
    return event;
}

std::optional<CallSignal> callSignal(const QDomElement &message, Direction direction, const Jid &account,
                                     const QDateTime &time)
{
    const QString type = message.attribute(u"type"_s);
    if (type == "error"_L1 || type == "groupchat"_L1)
        return std::nullopt;
    for (const auto &[name, action] : actions) {
        const QDomElement element = childElement(message, name, callNamespace);
        const QString id = element.attribute(u"id"_s);
        if (id.isEmpty() || id.size() > maxIdLength)
            continue;
        CallSignal signal{action, id, missedCall(message, element, account)};
        signal.event.direction = signal.event.from.bare() == account ? Direction::Out : direction;
        signal.event.time = time;
        return signal;
    }
    return std::nullopt;
}

} // namespace WebJabber
