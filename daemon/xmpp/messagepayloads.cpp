// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/messagepayloads.h"

#include "xmpp/xmppnamespaces.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

namespace {
struct Name {
    QLatin1StringView name;
    QLatin1StringView ns;
};
} // namespace

// In the order of Payload.
static constexpr std::array<Name, std::size_t(Payload::Count)> names{{
    {"body"_L1, clientNamespace},
    {"subject"_L1, clientNamespace},
    {"thread"_L1, clientNamespace},
    {"origin-id"_L1, stanzaIdNamespace},
    {"received"_L1, receiptsNamespace},
    {"displayed"_L1, markersNamespace},
    {"fallback"_L1, fallbackNamespace},
    {"replace"_L1, correctionNamespace},
    {"retract"_L1, retractionNamespace},
    {"retracted"_L1, retractionNamespace},
    {"retracted"_L1, oldRetractionNamespace},
    {"apply-to"_L1, fasteningNamespace},
    {"reactions"_L1, reactionsNamespace},
    {"reply"_L1, replyNamespace},
    {"spoiler"_L1, "urn:xmpp:spoiler:0"_L1},
    {"reference"_L1, referenceNamespace},
    {"file-sharing"_L1, sfsNamespace},
    {"x"_L1, oobNamespace},
    {"encryption"_L1, "urn:xmpp:eme:0"_L1},
    {"encrypted"_L1, oldOmemoNamespace},
    {"encrypted"_L1, omemo1Namespace},
    {"encrypted"_L1, omemo2Namespace},
    {"x"_L1, oldOpenPgpNamespace},
    {"openpgp"_L1, openPgpNamespace},
    {"payload"_L1, jsonMessageNamespace},
    {"unstyled"_L1, "urn:xmpp:styling:0"_L1},
    {"html"_L1, "http://jabber.org/protocol/xhtml-im"_L1},
    {"x"_L1, roomUserNamespace},
    {"x"_L1, invitationNamespace},
}};

// Namespaces that are read elsewhere, and hints without content for the user.
static constexpr std::array otherKnownNamespaces{
    clientNamespace,     markersNamespace,  stanzaIdNamespace,   receiptsNamespace,     "urn:xmpp:hints"_L1,
    delayNamespace,      oldDelayNamespace, "jabber:x:event"_L1, chatStatesNamespace,   callNamespace,
    occupantIdNamespace, carbonsNamespace,  archiveNamespace,    "urn:xmpp:mam:tmp"_L1,
};

MessagePayloads::MessagePayloads(const QDomElement &message)
{
    for (auto element = message.firstChildElement(); !element.isNull(); element = element.nextSiblingElement())
        add(element);
}

void MessagePayloads::add(const QDomElement &element)
{
    const QString name = element.localName();
    const QString ns = element.namespaceURI();
    const auto found = std::ranges::find_if(names,
                                            [&](const Name &known) { return name == known.name && ns == known.ns; });
    if (found != names.end()) {
        auto &elements = m_elements.at(std::size_t(found - names.begin()));
        if (elements.size() < maxOfOneKind)
            elements.append(element);
        return;
    }
    const bool isKnown = ns.isEmpty() || ns.size() > maxNamespaceLength
        || std::ranges::contains(otherKnownNamespaces, ns);
    if (!isKnown && m_unknown.size() < maxUnknown && !m_unknown.contains(ns))
        m_unknown.append(ns);
}

QLatin1StringView payloadNamespace(Payload payload)
{
    return names.at(std::size_t(payload)).ns;
}

QString bounded(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    const bool splits = most > 0 && text.at(most - 1).isHighSurrogate();
    return text.first(splits ? most - 1 : most);
}

} // namespace WebJabber
