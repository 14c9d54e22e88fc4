// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/managementelements.h"
#include "xmpp/scramchallenge.h"
#include "xmpp/streamguard.h"
#include "xmpp/streamreader.h"
#include "xmpp/streamxml.h"

#include <QPointer>
#include <QSslSocket>
#include <QXmppClient.h>
#include <QXmppIq.h>
#include <QXmppOutgoingClient.h>
#include <QXmppPresence.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

// The functions of StreamReader for the sign-in. No stanza of an established session passes through them, except
// those that were held for it.

Result<void> StreamReader::negotiate(QByteArrayView xml)
{
    const auto wrapper = parseWrapped(m_wrapper, xml);
    if (!wrapper)
        return std::unexpected(wrapper.error());
    const QDomElement element = wrapper->firstChildElement();
    if (!m_negotiation)
        m_negotiation = std::make_unique<Negotiation>();
    const bool needsTls = m_limits.requireTls && !m_socket->isEncrypted();
    if (const auto checked = m_negotiation->check(element, needsTls); !checked)
        return checked;
    if (!m_stream->isAuthenticated() && prepareAnswer(element))
        return {};
    const auto verdict = m_negotiation->judge(element, m_stream->isAuthenticated());
    if (!verdict)
        return std::unexpected(verdict.error());
    switch (*verdict) {
    case Negotiation::Verdict::Take:
        return handOnChecked(element);
    case Negotiation::Verdict::Hold:
        return m_negotiation->hold(xml.toByteArray());
    case Negotiation::Verdict::Drop:
        noteDropped(element);
        break;
    }
    return {};
}

// Fails if data that was received before TLS would be treated as received within it.
Result<void> StreamReader::handOnChecked(const QDomElement &element)
{
    const QPointer<StreamReader> alive(this);
    const quint64 generation = m_generation;
    const bool wasPlain = m_socket->mode() == QSslSocket::UnencryptedMode;
    passToQXmpp(element);
    const bool isSame = alive && m_generation == generation;
    if (isSame && wasPlain && m_socket->mode() != QSslSocket::UnencryptedMode && m_framer.hasUnread())
        return problem(ProblemCode::XmppError, u"The XMPP server sent data in clear after agreeing to TLS."_s);
    return {};
}

void StreamReader::passToQXmpp(const QDomElement &element)
{
    // The limit announced before authentication is ignored, as it bounds what an unauthenticated client may
    // send. Prosody 13 announces c2s_unauthed_stanza_size_limit then, and with SASL2 no other limit after it.
    if (m_stream->isAuthenticated())
        m_maxSentBytes = maxStanzaBytesOf(element).value_or(m_maxSentBytes);
    if (const auto taken = receivedBeforeFailure(element))
        m_listener.handleReceivedCount(*taken);
    if (const auto acknowledged = acknowledgedBy(element))
        m_listener.handleAcknowledged(*acknowledged);
    if (beginsManagement(element)) {
        const QPointer<StreamReader> alive(this);
        const quint64 generation = m_generation;
        m_listener.handleNewManagedStream();
        if (!alive || m_generation != generation)
            return;
    }
    m_hooks.stanzaReceived(element);
}

// WORKAROUND (QXmpp 1.10): QXmpp answers a SCRAM challenge at once. It is held until its answer can be
// computed without blocking the event loop. Ends with a QXmpp that derives its keys on another thread.
bool StreamReader::prepareAnswer(const QDomElement &element)
{
    const auto challenge = scramChallengeFrom(element);
    const auto hash = m_negotiation->scramHash();
    if (!challenge || !hash)
        return false;
    const QFuture<void> prepared = m_listener.prepareAnswer(*hash, *challenge);
    if (prepared.isFinished())
        return false;
    m_isPreparing = true;
    QFuture<void>(prepared).then(this, [this, element, generation = m_generation] {
        if (m_generation != generation)
            return;
        m_isPreparing = false;
        const QPointer<StreamReader> alive(this);
        passToQXmpp(element);
        if (alive)
            read();
    });
    return true;
}

void StreamReader::deliverHeld()
{
    if (m_negotiation->isEmpty())
        return m_negotiation.reset();
    const Negotiation::Held held = m_negotiation->takeHeld();
    const auto delivered = held.isCounted ? deliver(held.xml) : deliverUncounted(held.xml);
    if (!delivered)
        refuse(delivered.error());
}

// Sends the same error as QXmpp does for a request that nothing handled.
static void refuseQuery(QXmppClient &client, const QDomElement &iq)
{
    using Error = QXmppStanza::Error;
    QXmppIq answer(QXmppIq::Error);
    answer.setId(iq.attribute(u"id"_s));
    answer.setTo(iq.attribute(u"from"_s));
    answer.setError(Error(Error::Cancel, Error::FeatureNotImplemented));
    client.send(std::move(answer));
}

// WORKAROUND (QXmpp 1.10): delivers a stanza that the server sent before it began to count (XEP-0198), by emitting
// the signals that QXmpp emits after it has counted a stanza. Ends when Negotiation need not hold stanzas.
Result<void> StreamReader::deliverUncounted(QByteArrayView xml)
{
    const auto wrapper = parseWrapped(m_wrapper, xml);
    if (!wrapper)
        return std::unexpected(wrapper.error());
    const QDomElement stanza = wrapper->firstChildElement();
    if (!isUsable(stanza)) {
        noteDropped(stanza);
        return {};
    }
    const QPointer<StreamReader> alive(this);
    bool isHandled = false;
    Q_EMIT m_stream->elementReceived(stanza, isHandled);
    if (!alive || isHandled)
        return {};
    const QString type = stanza.attribute(u"type"_s);
    if (stanza.localName() == "presence"_L1) {
        QXmppPresence presence;
        presence.parse(stanza);
        Q_EMIT m_stream->presenceReceived(presence);
    } else if (stanza.localName() == "iq"_L1 && (type == "get"_L1 || type == "set"_L1)) {
        if (auto *client = qobject_cast<QXmppClient *>(m_stream->parent()))
            refuseQuery(*client, stanza);
    }
    return {};
}

} // namespace WebJabber
