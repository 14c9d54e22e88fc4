// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/scramchallenge.h"

#include "xmpp/xmppnamespaces.h"

#include <QByteArrayList>

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

// Weakest first.
static constexpr std::array mechanisms{
    std::pair("SCRAM-SHA-1"_L1, QCryptographicHash::Sha1),
    std::pair("SCRAM-SHA-256"_L1, QCryptographicHash::Sha256),
    std::pair("SCRAM-SHA-512"_L1, QCryptographicHash::Sha512),
    std::pair("SCRAM-SHA3-512"_L1, QCryptographicHash::Sha3_512),
};

std::optional<ScramChallenge> scramChallengeFrom(const QDomElement &element)
{
    const QString ns = element.namespaceURI();
    if (element.localName() != "challenge"_L1 || (ns != saslNamespace && ns != sasl2Namespace))
        return std::nullopt;
    ScramChallenge challenge{{}, 0};
    for (const QByteArray &attribute : QByteArray::fromBase64(element.text().toLatin1()).split(',')) {
        if (attribute.startsWith("s="))
            challenge.salt = QByteArray::fromBase64(attribute.sliced(2));
        else if (attribute.startsWith("i="))
            challenge.iterations = attribute.sliced(2).toInt();
    }
    return challenge.salt.isEmpty() || challenge.iterations < 1 ? std::nullopt : std::optional(challenge);
}

std::optional<QCryptographicHash::Algorithm> strongestScram(const QDomElement &features)
{
    std::size_t found = 0; // one past the index of the strongest
    for (auto offer = features.firstChildElement(); !offer.isNull(); offer = offer.nextSiblingElement()) {
        const QString ns = offer.namespaceURI();
        if (ns != saslNamespace && ns != sasl2Namespace)
            continue;
        for (auto name = offer.firstChildElement(); !name.isNull(); name = name.nextSiblingElement()) {
            for (std::size_t i = found; i < mechanisms.size(); ++i) {
                if (name.localName() == "mechanism"_L1 && name.namespaceURI() == ns
                    && name.text() == mechanisms.at(i).first)
                    found = i + 1;
            }
        }
    }
    return found == 0 ? std::nullopt : std::optional(mechanisms.at(found - 1).second);
}

} // namespace WebJabber
