// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <span>

namespace WebJabber {

// The identity of the software, as sent to other entities (XEP-0030, section 3.1). It is the same for all sessions.
struct EntityIdentity {
    QLatin1StringView category;
    QLatin1StringView type;
    QLatin1StringView name;
};

const EntityIdentity &ownIdentity();

// The namespaces that the daemon supports. Adding one changes capabilitiesVersion().
std::span<const QLatin1StringView> ownFeatures();

// The node of XEP-0115: a URI that names this software.
QString capabilitiesNode();
// The verification string of ownIdentity() and ownFeatures().
QByteArray capabilitiesVersion();

// The verification string of XEP-0115, section 5.1, for entities without
// languages and extended forms: SHA-1 in Base64.
QByteArray verificationString(QList<EntityIdentity> identities, QList<QLatin1StringView> features);

} // namespace WebJabber
