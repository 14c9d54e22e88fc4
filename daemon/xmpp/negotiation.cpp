// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/negotiation.h"

#include "xmpp/bind2.h"
#include "xmpp/saslguard.h"
#include "xmpp/scramchallenge.h"
#include "xmpp/streamguard.h"
#include "xmpp/xmlelements.h"
#include "xmpp/xmppnamespaces.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto bindNamespace = "urn:ietf:params:xml:ns:xmpp-bind"_L1;

// The ids that QXmpp gives to its own requests begin with this, including the id of the resource binding.
static constexpr auto ownIdPrefix = "qxmpp"_L1;

static Result<void> checkOffersTls(const QDomElement &features)
{
    for (auto child = features.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == tlsNamespace)
            return {};
    }
    return problem(ProblemCode::XmppUnreachable,
                   u"TLS: the XMPP server offers no encryption, which is required here."_s);
}

Result<void> Negotiation::check(const QDomElement &element, bool needsTls)
{
    if (const auto elsewhere = referral(element))
        return std::unexpected(*elsewhere);
    forgetLocations(element);
    removeBind2(element);
    const auto checked = checkSaslChallenge(element).and_then([&] { return checkSaslFailure(element); });
    if (!checked)
        return checked;
    if (needsTls && isElement(element, "features"_L1, streamNamespace)) {
        if (const auto offered = checkOffersTls(element); !offered)
            return offered;
    }
    if (element.localName() == "features"_L1)
        m_scramHash = strongestScram(element);
    return {};
}

Result<Negotiation::Verdict> Negotiation::judge(const QDomElement &element, bool isAuthenticated)
{
    if (const auto error = streamError(element))
        return std::unexpected(*error);
    if (isStanza(element))
        return judgeStanza(element, isAuthenticated);
    const QString ns = element.namespaceURI();
    const QString name = element.localName();
    if (ns == streamNamespace && name == "features"_L1)
        return std::exchange(m_awaitsFeatures, false) ? Verdict::Take : Verdict::Drop;
    if (ns == tlsNamespace && name == "failure"_L1)
        return problem(ProblemCode::XmppUnreachable, u"TLS: the XMPP server cannot encrypt at the moment."_s);
    if (ns == tlsNamespace && name == "proceed"_L1)
        return Verdict::Take;
    if (ns == saslNamespace || ns == sasl2Namespace)
        return judgeSasl(element, isAuthenticated);
    return ns == managementNamespace ? judgeManagement(element, isAuthenticated) : Verdict::Drop;
}

Negotiation::Verdict Negotiation::judgeSasl(const QDomElement &element, bool isAuthenticated)
{
    if (isAuthenticated)
        return Verdict::Drop;
    if (element.localName() == "success"_L1 && element.namespaceURI() == sasl2Namespace) {
        m_awaitsFeatures = true; // the features follow on the same stream
        m_isManaged = beginsManagement(element);
    }
    return Verdict::Take;
}

Negotiation::Verdict Negotiation::judgeManagement(const QDomElement &element, bool isAuthenticated) const
{
    const QString name = element.localName();
    if (!isAuthenticated)
        return Verdict::Drop;
    if (name == "enabled"_L1 || name == "resumed"_L1 || name == "failed"_L1)
        return Verdict::Take;
    return m_isManaged && (name == "r"_L1 || name == "a"_L1) ? Verdict::Hold : Verdict::Drop;
}

static std::unexpected<Problem> bindFailure(const QDomElement &iq)
{
    QString condition = u"undefined-condition"_s;
    const QDomElement error = iq.firstChildElement(u"error"_s);
    for (auto child = error.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == stanzaErrorNamespace && child.localName() != "text"_L1)
            condition = child.localName();
    }
    return problem(ProblemCode::XmppError, u"The XMPP server refused to bind a resource: %1."_s.arg(condition),
                   condition);
}

// An error response to the resource binding need not repeat the request (RFC 6120, section 8.3.1), but QXmpp
// expects that it does. No other request was sent yet.
Result<Negotiation::Verdict> Negotiation::judgeStanza(const QDomElement &stanza, bool isAuthenticated)
{
    if (!isAuthenticated)
        return Verdict::Drop;
    const QString type = stanza.attribute(u"type"_s);
    if (stanza.localName() != "iq"_L1 || m_isBound || (type != "result"_L1 && type != "error"_L1)
        || !stanza.attribute(u"id"_s).startsWith(ownIdPrefix))
        return Verdict::Hold;
    if (type == "error"_L1)
        return bindFailure(stanza);
    if (stanza.firstChildElement(u"bind"_s, bindNamespace).isNull())
        return Verdict::Hold;
    m_isBound = true;
    return Verdict::Take;
}

Result<void> Negotiation::hold(const QByteArray &xml)
{
    m_heldBytes += xml.size();
    if (m_held.size() >= maxHeld || m_heldBytes > maxHeldBytes)
        return problem(ProblemCode::XmppError,
                       u"The XMPP server sent too many stanzas before the session was established."_s,
                       u"policy-violation"_s);
    m_held.append({xml, m_isManaged});
    return {};
}

} // namespace WebJabber
