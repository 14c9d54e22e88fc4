// SPDX-License-Identifier: GPL-3.0-or-later
#include "entitycapabilities.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array features{
    "http://jabber.org/protocol/caps"_L1,
    "http://jabber.org/protocol/chatstates"_L1,
    "http://jabber.org/protocol/disco#info"_L1,
    "http://jabber.org/protocol/disco#items"_L1,
    "jabber:iq:last"_L1,
    "jabber:iq:version"_L1,
    "jabber:x:conference"_L1, // XEP-0249
    "jabber:x:oob"_L1, // XEP-0066
    "urn:xmpp:chat-markers:0"_L1,
    "urn:xmpp:delay"_L1,
    "urn:xmpp:fallback:0"_L1, // XEP-0428
    "urn:xmpp:message-correct:0"_L1, // XEP-0308
    "urn:xmpp:message-retract:1"_L1, // XEP-0424
    "urn:xmpp:ping"_L1,
    "urn:xmpp:reactions:0"_L1, // XEP-0444
    "urn:xmpp:receipts"_L1,
    "urn:xmpp:reply:0"_L1, // XEP-0461
    "urn:xmpp:sfs:0"_L1, // XEP-0447
    "urn:xmpp:sid:0"_L1,
    "urn:xmpp:time"_L1,
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
