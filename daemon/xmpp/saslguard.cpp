// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/saslguard.h"

#include "xmpp/servertext.h"
#include "xmpp/xmppnamespaces.h"

#include <QByteArray>
#include <QByteArrayList>

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto temporaryFailure = "temporary-auth-failure"_L1;

// The conditions that reject what the client sent (RFC 6120, section 6.5).
static constexpr std::array conditionsOfTheClient{
    "account-disabled"_L1,   "credentials-expired"_L1, "encryption-required"_L1,
    "incorrect-encoding"_L1, "invalid-authzid"_L1,     "invalid-mechanism"_L1,
    "malformed-request"_L1,  "mechanism-too-weak"_L1,  "not-authorized"_L1,
};

static bool isOfSasl(const QDomElement &element)
{
    const QString ns = element.namespaceURI();
    return ns == saslNamespace || ns == sasl2Namespace;
}

static bool isOfSasl(const QDomElement &element, QLatin1StringView name)
{
    return element.localName() == name && isOfSasl(element);
}

Result<void> checkSaslChallenge(const QDomElement &element)
{
    if (!isOfSasl(element, "challenge"_L1))
        return {};
    const QByteArray challenge = QByteArray::fromBase64(element.text().toLatin1());
    for (const QByteArray &attribute : challenge.split(',')) {
        if (!attribute.startsWith("i="))
            continue;
        bool isNumber = false;
        const qint64 iterations = attribute.sliced(2).toLongLong(&isNumber);
        if (!isNumber || iterations < 1 || iterations > maxScramIterations)
            return problem(
                ProblemCode::XmppError,
                u"The XMPP server asks for %1 password hashing rounds; at most %2 are accepted."_s
                    .arg(QString::fromLatin1(attribute.sliced(2, std::min<qsizetype>(attribute.size() - 2, 20))))
                    .arg(maxScramIterations));
    }
    return {};
}

Result<void> checkSaslFailure(const QDomElement &element)
{
    if (!isOfSasl(element, "failure"_L1))
        return {};
    const QString text = element.firstChildElement(u"text"_s).text();
    for (auto child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        for (const QLatin1StringView condition : conditionsOfTheClient) {
            if (child.localName() == condition && isOfSasl(child))
                return {};
        }
        if (isOfSasl(child, temporaryFailure))
            return problem(ProblemCode::XmppError,
                           withServerText(u"The XMPP server cannot sign anybody in at the moment."_s, text),
                           temporaryFailure);
    }
    return problem(ProblemCode::XmppError,
                   withServerText(u"The XMPP server ended the sign-in without refusing the password."_s, text),
                   u"aborted"_s);
}

} // namespace WebJabber
