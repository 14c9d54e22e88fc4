// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/clientstate.h"

#include "xmpp/xmppnamespaces.h"

#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppNonza.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto csiNamespace = "urn:xmpp:csi:0"_L1;

namespace {

class StateNonza final : public QXmppNonza
{
public:
    explicit StateNonza(bool isActive)
        : m_isActive(isActive)
    {
    }

    void parse(const QDomElement &) override { }
    void toXml(QXmlStreamWriter *writer) const override
    {
        writer->writeStartElement(m_isActive ? "active"_L1 : "inactive"_L1);
        writer->writeDefaultNamespace(csiNamespace);
        writer->writeEndElement();
    }

private:
    bool m_isActive;
};

} // namespace

void ClientState::setActive(bool isActive)
{
    m_isActive = isActive;
    update();
}

void ClientState::noteFeatures(const QDomElement &element)
{
    if (element.localName() != "features"_L1 || element.namespaceURI() != streamNamespace)
        return;
    m_isOffered = false;
    for (auto child = element.firstChildElement(u"csi"_s); !child.isNull(); child = child.nextSiblingElement(u"csi"_s))
        m_isOffered = m_isOffered || child.namespaceURI() == csiNamespace;
    update();
}

void ClientState::handleEstablished(bool resumed)
{
    m_isEstablished = true;
    if (!resumed)
        m_sent = true; // a new stream starts as active
    update();
}

void ClientState::handleDisconnected()
{
    m_isEstablished = false;
    m_wasInactive = false;
    m_sent.reset();
}

void ClientState::update()
{
    if (!m_isEstablished || !m_isOffered || m_sent == m_isActive)
        return;
    m_wasInactive = m_isActive && m_sent == false;
    m_client.sendPacket(StateNonza(m_isActive));
    m_sent = m_isActive;
}

} // namespace WebJabber
