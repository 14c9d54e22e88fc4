// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/fingerprint.h"

#include "shared/eventjson.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype fingerprintBytes = 16;

// The parts of `text` are separated by U+0000, which XML cannot contain.
static QByteArray fingerprint(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).first(fingerprintBytes);
}

QByteArray stanzaFingerprint(const Event &event)
{
    return event.stanzaId.isEmpty() ? QByteArray() : fingerprint(u"stanza"_s + QChar(0) + event.stanzaId);
}

// The sender's content other than the text. Unknown elements are left out, because a server may have added them.
static QString otherContent(const Event &event)
{
    QJsonObject content = eventContent(event);
    content.remove("extensions"_L1);
    content.remove("left_out"_L1); // its size differs between copies of a message
    if (event.type == EventType::Marker || event.type == EventType::Receipt)
        content.remove("kind"_L1); // copies may lack it
    return content.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(content).toJson(QJsonDocument::Compact));
}

static QString senderText(const Event &event)
{
    const bool isOut = event.direction == Direction::Out;
    QString text = eventTypeNames[event.type] + QChar(0) + (isOut ? event.to.bare().toString() : QString()) + QChar(0)
        + event.from.bare().toString() + QChar(0) + event.id + QChar(0) + event.body;
    if (const QString beside = otherContent(event); !beside.isEmpty())
        text += QChar(0) + beside;
    return text;
}

QByteArray senderFingerprint(const Event &event, int nth)
{
    if (event.id.isEmpty())
        return {};
    const QString text = senderText(event);
    return fingerprint(nth == 0 ? text : text + QChar(0) + QChar(0) + QString::number(nth));
}

QByteArray timedFingerprint(const Event &event)
{
    return fingerprint(u"timed"_s + QChar(0) + QString::number(event.time.toMSecsSinceEpoch()) + QChar(0)
                       + senderText(event));
}

} // namespace WebJabber
