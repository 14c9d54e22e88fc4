// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/accountfeatures.h"

#include "xmpp/xmppnamespaces.h"

#include <QDomElement>
#include <QUuid>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppError.h>
#include <QXmppIq.h>
#include <QXmppTask.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

// The iq has no `to`, which stands for the account's bare JID (RFC 6120, section 10.3.3). This works even if the
// server spells that JID differently.
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
        writer->writeDefaultNamespace(discoInfoNamespace);
        writer->writeEndElement();
    }
};

static AccountFeatures featuresFrom(const QDomElement &answer)
{
    using Support = AccountFeatures::Support;
    const QDomElement query = answer.firstChildElement(u"query"_s);
    if (query.namespaceURI() != discoInfoNamespace)
        return {};
    AccountFeatures features{Support::No, false};
    for (auto child = query.firstChildElement(u"feature"_s); !child.isNull();
         child = child.nextSiblingElement(u"feature"_s)) {
        const QString name = child.attribute(u"var"_s);
        if (name == archiveNamespace)
            features.archive = Support::Yes;
        else if (name == stanzaIdNamespace)
            features.stanzaIds = true;
    }
    return features;
}

FeaturesQuery::FeaturesQuery(QXmppClient &client, Listener &listener)
    : m_listener(listener)
    , m_deadline([this] { m_listener.handleFeatures({AccountFeatures::Support::Unanswered, false}); })
{
    m_deadline.start(responseTimeout);
    client.sendIq(Iq()).then(this, [this](QXmppClient::IqResult &&result) {
        m_deadline.stop();
        const auto *answer = std::get_if<QDomElement>(&result);
        m_listener.handleFeatures(answer ? featuresFrom(*answer) : AccountFeatures());
    });
}

void FeaturesQuery::setConnected(bool connected)
{
    if (connected)
        m_deadline.start(responseTimeout);
    else
        m_deadline.stop();
}

} // namespace WebJabber
