// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountfeatures.h"

#include <QDomElement>
#include <QUuid>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppError.h>
#include <QXmppIq.h>
#include <QXmppTask.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto infoNamespace = "http://jabber.org/protocol/disco#info"_L1;
static constexpr auto archiveFeature = "urn:xmpp:mam:2"_L1;
static constexpr auto stanzaIdFeature = "urn:xmpp:sid:0"_L1;

// Without `to`, which stands for the own bare JID (RFC 6120, section 10.3.3),
// also if the server spells that differently from us.
class FeaturesQuery::Iq : public QXmppIq
{
public:
    Iq()
        : QXmppIq(Get)
    {
        setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    }

    void toXmlElementFromChild(QXmlStreamWriter *writer) const override
    {
        writer->writeStartElement(u"query"_s);
        writer->writeDefaultNamespace(infoNamespace);
        writer->writeEndElement();
    }
};

static AccountFeatures featuresFrom(const QDomElement &answer)
{
    using Support = AccountFeatures::Support;
    const QDomElement query = answer.firstChildElement(u"query"_s);
    if (query.namespaceURI() != infoNamespace)
        return {};
    AccountFeatures features{Support::No, false};
    for (auto child = query.firstChildElement(u"feature"_s); !child.isNull();
         child = child.nextSiblingElement(u"feature"_s)) {
        const QString name = child.attribute(u"var"_s);
        if (name == archiveFeature)
            features.archive = Support::Yes;
        else if (name == stanzaIdFeature)
            features.stanzaIds = true;
    }
    return features;
}

FeaturesQuery::FeaturesQuery(QXmppClient &client, Listener &listener)
    : m_listener(listener)
    , m_deadline([this] { m_listener.handleFeatures({AccountFeatures::Support::Unanswered, false}); })
{
    m_deadline.start(patience);
    client.sendIq(Iq()).then(this, [this](QXmppClient::IqResult &&result) {
        m_deadline.stop();
        const auto *answer = std::get_if<QDomElement>(&result);
        m_listener.handleFeatures(answer ? featuresFrom(*answer) : AccountFeatures());
    });
}

void FeaturesQuery::setConnected(bool connected)
{
    if (connected)
        m_deadline.start(patience);
    else
        m_deadline.stop();
}

} // namespace WebJabber
