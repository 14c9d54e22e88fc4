// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/xmpppeer.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QTest>
#include <QUuid>
#include <QXmppConfiguration.h>
#include <QXmppError.h>
#include <QXmppOutgoingClient.h>

#include <chrono>
#include <ranges>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto peerDeadline = 30s;

XmppPeer::XmppPeer(quint16 port, const QString &caFile)
    : m_port(port)
    , m_caFile(caFile)
{
    m_client.setLogger(nullptr);
    connect(&m_client, &QXmppClient::messageReceived, this,
            [this](const QXmppMessage &message) { m_messages.append(message); });
    connect(&m_client, &QXmppClient::errorOccurred, this, [this](const QXmppError &error) {
        m_error = error.description.isEmpty() ? u"an error without a description"_s : error.description;
    });
    connect(&m_client, &QXmppClient::presenceReceived, this,
            [this](const QXmppPresence &presence) { m_presences.append(presence); });
}

XmppPeer::~XmppPeer()
{
    // If the stream is not closed the server keeps the resource for a resumption.
    if (m_client.isConnected())
        (void)signOut();
    m_client.disconnect(this);
}

bool XmppPeer::signIn(const QString &user, const QString &password, const QString &resource)
{
    m_jid = user + u"@localhost/"_s + resource;
    QXmppConfiguration configuration;
    configuration.setJid(m_jid);
    configuration.setPassword(password);
    configuration.setHost(u"127.0.0.1"_s);
    configuration.setPort(m_port);
    configuration.setCaCertificates(QSslCertificate::fromPath(m_caFile));
    configuration.setStreamSecurityMode(QXmppConfiguration::TLSRequired);
    configuration.setAutoReconnectionEnabled(false);
    configuration.setUseSasl2Authentication(false); // with SASL2 the server chooses the resource
    m_error.clear();
    m_client.connectToServer(configuration);
    if (!QTest::qWaitFor([this] { return m_client.isConnected() || !m_error.isEmpty(); }, peerDeadline))
        m_error = u"no answer in 30 s"_s;
    return m_error.isEmpty();
}

bool XmppPeer::signOut()
{
    m_client.disconnectFromServer();
    return QTest::qWaitFor([this] { return m_client.state() == QXmppClient::DisconnectedState; }, peerDeadline);
}

static QSslSocket *socketOf(const QXmppClient &client)
{
    return client.findChild<QXmppOutgoingClient *>()->socket();
}

void XmppPeer::vanish()
{
    socketOf(m_client)->abort();
}

QString XmppPeer::sendMessage(const QString &to, const QString &body, const QString &id)
{
    QXmppMessage message({}, to, body);
    message.setId(id.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : id);
    message.setType(QXmppMessage::Chat);
    m_client.sendPacket(message);
    return message.id();
}

void XmppPeer::sendPresence(const QXmppPresence &presence)
{
    m_client.setClientPresence(presence);
}

void XmppPeer::sendRaw(const QByteArray &xml)
{
    socketOf(m_client)->write(xml);
}

QStringList XmppPeer::bodies() const
{
    QStringList bodies;
    for (const QXmppMessage &message : m_messages) {
        if (!message.body().isEmpty())
            bodies.append(message.body());
    }
    return bodies;
}

bool XmppPeer::sees(const QString &jid) const
{
    for (const QXmppPresence &presence : m_presences | std::views::reverse) {
        if (presence.from() == jid || presence.from().startsWith(jid + u'/'))
            return presence.type() == QXmppPresence::Available;
    }
    return false;
}

} // namespace WebJabber::Test
