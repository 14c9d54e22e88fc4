// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/entitycapabilities.h"

#include "xmpp/xmppnamespaces.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array features{
    "http://jabber.org/protocol/caps"_L1,
    chatStatesNamespace,
    discoInfoNamespace,
    discoItemsNamespace,
    lastActivityNamespace,
    versionNamespace,
    invitationNamespace, // XEP-0249
    oobNamespace, // XEP-0066
    markersNamespace,
    delayNamespace,
    fallbackNamespace, // XEP-0428
    correctionNamespace, // XEP-0308
    retractionNamespace, // XEP-0424
    pingNamespace,
    reactionsNamespace, // XEP-0444
    receiptsNamespace,
    replyNamespace, // XEP-0461
    sfsNamespace, // XEP-0447
    stanzaIdNamespace,
    timeNamespace,
};

static constexpr EntityIdentity identity{"client"_L1, "web"_L1, "WebJabber"_L1};

const EntityIdentity &ownIdentity()
{
    return identity;
}

std::span<const QLatin1StringView> ownFeatures()
{
    return features;
}

QString capabilitiesNode()
{
    return u"urn:webjabber:webjabberd"_s;
}

QByteArray capabilitiesVersion()
{
    static const QByteArray version = verificationString({identity}, {features.begin(), features.end()});
    return version;
}

static QByteArray identityText(const EntityIdentity &identity)
{
    const QLatin1StringView noLanguage;
    QByteArray text;
    for (const QLatin1StringView part : {identity.category, identity.type, noLanguage})
        text.append(part.data(), part.size()).append('/');
    return text.append(identity.name.data(), identity.name.size());
}

QByteArray verificationString(QList<EntityIdentity> identities, QList<QLatin1StringView> features)
{
    std::ranges::sort(identities, {}, &identityText);
    std::ranges::sort(features);
    QByteArray text;
    for (const EntityIdentity &identity : identities)
        text += identityText(identity) + '<';
    for (const QLatin1StringView feature : features)
        text.append(feature.data(), feature.size()).append('<');
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64();
}

} // namespace WebJabber
