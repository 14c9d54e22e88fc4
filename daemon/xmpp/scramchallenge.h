// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QDomElement>

#include <optional>

namespace WebJabber {

// The parameters in a server's first SCRAM message (RFC 5802, section 7).
struct ScramChallenge {
    QByteArray salt;
    int iterations;
};

// Returns nullopt if the element is not such a challenge of SASL or SASL2 (XEP-0388).
std::optional<ScramChallenge> scramChallengeFrom(const QDomElement &element);

// Returns the hash of the strongest SCRAM mechanism in the stream features, which is the one that QXmpp
// chooses. Returns nullopt if there is none.
std::optional<QCryptographicHash::Algorithm> strongestScram(const QDomElement &features);

} // namespace WebJabber
