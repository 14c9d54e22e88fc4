// SPDX-License-Identifier: GPL-3.0-or-later
#include "fingerprint.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype fingerprintBytes = 16;

// No part holds the separator: it cannot stand in XML.
static QByteArray fingerprint(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).first(fingerprintBytes);
}

QByteArray stanzaFingerprint(const Event &event)
{
    return event.stanzaId.isEmpty() ? QByteArray() : fingerprint(u"stanza"_s + QChar(0) + event.stanzaId);
}

QByteArray senderFingerprint(const Event &event)
{
    if (event.id.isEmpty())
        return {};
    const bool isOut = event.direction == Direction::Out;
    return fingerprint(eventTypeName(event.type) + QChar(0) + (isOut ? event.to.bare().toString() : QString())
                       + QChar(0) + event.from.bare().toString() + QChar(0) + event.id + QChar(0) + event.body);
}

} // namespace WebJabber
