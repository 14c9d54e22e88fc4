// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/messageencryption.h"

#include "xmpp/xmppnamespaces.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxMethodNameLength = 64;

static constexpr auto otrName = "OTR"_L1;

namespace {
struct Known {
    QLatin1StringView ns;
    QLatin1StringView name;
};
} // namespace

// The names of XEP-0380, section 3.1.
static constexpr std::array knownNames{
    Known{"urn:xmpp:otr:0"_L1, otrName},
    Known{oldOpenPgpNamespace, "Legacy OpenPGP"_L1},
    Known{openPgpNamespace, "OpenPGP for XMPP"_L1},
    Known{oldOmemoNamespace, "OMEMO"_L1},
    Known{"urn:xmpp:omemo:0"_L1, "OMEMO"_L1},
    Known{omemo1Namespace, "OMEMO"_L1},
    Known{omemo2Namespace, "OMEMO"_L1},
};

static std::optional<QString> knownName(QStringView ns)
{
    const auto found = std::ranges::find_if(knownNames, [ns](const Known &known) { return ns == known.ns; });
    return found == knownNames.end() ? std::nullopt : std::optional<QString>(found->name);
}

// OTR has no payload of its own. Its messages are bodies of this form.
static std::optional<MessageEncryption> otrEncryption(const QString &body)
{
    static constexpr std::array keyMessages{"?OTR:AAM"_L1, "?OTR:AAI"_L1, "?OTR:AAQ"_L1};
    static constexpr std::array starts{"?OTR:"_L1, "?OTR,"_L1, "?OTR|"_L1, "?OTR?"_L1, "?OTRv"_L1, "?OTR Error:"_L1};
    if (!body.startsWith("?OTR"_L1)
        || std::ranges::none_of(starts, [&body](QLatin1StringView start) { return body.startsWith(start); }))
        return {};
    // The message type follows the version; 'D' stands for data.
    const bool isKeyExchange = std::ranges::any_of(keyMessages, [&body](QLatin1StringView start) {
        return body.startsWith(start) && body.size() > start.size() && body.at(start.size()) != u'D';
    });
    return MessageEncryption{otrName, isKeyExchange, false};
}

static std::optional<MessageEncryption> omemoEncryption(const MessagePayloads &payloads)
{
    for (const Payload version : {Payload::OldOmemo, Payload::Omemo1, Payload::Omemo2}) {
        const QDomElement encrypted = payloads.first(version);
        if (encrypted.isNull())
            continue;
        const auto ns = payloadNamespace(version);
        const bool hasText = !childElement(encrypted, "payload"_L1, ns).isNull();
        return MessageEncryption{*knownName(QString(ns)), !hasText, true};
    }
    return {};
}

static std::optional<MessageEncryption> openPgpEncryption(const MessagePayloads &payloads)
{
    for (const Payload version : {Payload::OpenPgp, Payload::OldOpenPgp}) {
        if (!payloads.first(version).text().trimmed().isEmpty())
            return MessageEncryption{*knownName(QString(payloadNamespace(version))), false, true};
    }
    return {};
}

// Returns the encryption of a message that only the sender's hint identifies.
static std::optional<MessageEncryption> namedEncryption(const MessagePayloads &payloads, const QString &body)
{
    const QDomElement hint = payloads.first(Payload::EncryptionHint);
    const QString ns = hint.attribute(u"namespace"_s);
    if (ns.isEmpty() || (body.isEmpty() && !payloads.unknownNamespaces().contains(ns)))
        return {};
    QString name = knownName(ns).value_or(hint.attribute(u"name"_s).trimmed());
    if (name.isEmpty())
        name = ns;
    return MessageEncryption{bounded(name, maxMethodNameLength), false, true};
}

std::optional<MessageEncryption> messageEncryption(const MessagePayloads &payloads, const QString &body)
{
    if (auto otr = otrEncryption(body))
        return otr;
    if (auto omemo = omemoEncryption(payloads))
        return omemo;
    if (auto openPgp = openPgpEncryption(payloads))
        return openPgp;
    return payloads.has(Payload::EncryptionHint) ? namedEncryption(payloads, body) : std::nullopt;
}

} // namespace WebJabber
