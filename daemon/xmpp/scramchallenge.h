// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QDomElement>

#include <optional>

namespace WebJabber {

// What a server's first message of SCRAM (RFC 5802, section 7) asks for.
struct ScramChallenge {
    QByteArray salt;
    int iterations;
};

// Nothing if the element is no such challenge of SASL or SASL2 (XEP-0388).
std::optional<ScramChallenge> scramChallengeFrom(const QDomElement &element);

// The hash of the strongest SCRAM mechanism that the stream features offer,
// which is the one that QXmpp chooses. Nothing if they offer none.
std::optional<QCryptographicHash::Algorithm> strongestScram(const QDomElement &features);

} // namespace WebJabber
