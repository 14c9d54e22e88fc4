// SPDX-License-Identifier: GPL-3.0-or-later
#include "saslguard.h"

#include <QByteArray>
#include <QByteArrayList>

using namespace Qt::StringLiterals;

namespace WebJabber {

static bool isOfSasl(const QDomElement &element, QLatin1StringView name)
{
    const QString ns = element.namespaceURI();
    return element.localName() == name && (ns == "urn:ietf:params:xml:ns:xmpp-sasl"_L1 || ns == "urn:xmpp:sasl:2"_L1);
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
    static constexpr auto condition = "temporary-auth-failure"_L1;
    if (!isOfSasl(element, "failure"_L1))
        return {};
    for (auto child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isOfSasl(child, condition))
            return problem(ProblemCode::XmppError, u"The XMPP server cannot sign anybody in at the moment."_s,
                           condition);
    }
    return {};
}

} // namespace WebJabber
