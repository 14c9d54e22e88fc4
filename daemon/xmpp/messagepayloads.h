// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xmlelements.h"

#include <QDomElement>
#include <QList>
#include <QStringList>

#include <array>

namespace WebJabber {

// The child elements of a message that the codec reads. Each value stands for one element name in one namespace.
enum class Payload {
    Body,
    Subject,
    Thread,
    OriginId, // XEP-0359
    Receipt, // XEP-0184 <received/>
    Displayed, // XEP-0333
    Fallback, // XEP-0428
    Correction, // XEP-0308
    Retraction, // XEP-0424
    Tombstone, // XEP-0424, section 4
    OldTombstone, // of version 0
    OldRetraction, // XEP-0424 version 0, inside XEP-0422
    Reactions, // XEP-0444
    Reply, // XEP-0461
    Spoiler, // XEP-0382
    Reference, // XEP-0372, and XEP-0385 inside
    FileSharing, // XEP-0447
    OutOfBand, // XEP-0066
    EncryptionHint, // XEP-0380
    OldOmemo,
    Omemo1,
    Omemo2, // XEP-0384
    OldOpenPgp, // XEP-0027
    OpenPgp, // XEP-0373
    Json, // XEP-0432
    Unstyled, // XEP-0393
    Xhtml, // XEP-0071
    RoomUser, // XEP-0045
    DirectInvitation, // XEP-0249
    Count,
};

// The payloads of one message, collected in one pass over its children. Valid as long as the message. Pure.
class MessagePayloads
{
public:
    // At most this many elements of one kind are kept. The others are ignored.
    static constexpr qsizetype maxOfOneKind = 64;
    // Bounds of unknownNamespaces().
    static constexpr qsizetype maxUnknown = 20;
    static constexpr qsizetype maxNamespaceLength = 256;

    explicit MessagePayloads(const QDomElement &message);

    bool has(Payload payload) const { return !of(payload).isEmpty(); }
    // In document order.
    const QList<QDomElement> &of(Payload payload) const { return m_elements.at(std::size_t(payload)); }
    // A null element if there is none.
    QDomElement first(Payload payload) const { return of(payload).value(0); }
    // The namespaces of the children that no module reads, without duplicates.
    const QStringList &unknownNamespaces() const { return m_unknown; }

private:
    void add(const QDomElement &element);

    std::array<QList<QDomElement>, std::size_t(Payload::Count)> m_elements;
    QStringList m_unknown;
};

// The namespace of the elements that a payload stands for.
QLatin1StringView payloadNamespace(Payload payload);

// Cuts an untrusted text to `most` UTF-16 code units, without splitting a surrogate pair.
QString bounded(const QString &text, qsizetype most);

} // namespace WebJabber
