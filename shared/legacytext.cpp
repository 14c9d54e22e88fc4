// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/legacytext.h"

#include "shared/eventjson.h"

#include <QJsonArray>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QString urlsOf(const QJsonArray &files)
{
    QStringList urls;
    for (const auto &file : files) {
        const QString url = file["url"_L1].toString();
        urls.append(url.isEmpty() ? file["name"_L1].toString() : url);
    }
    urls.removeAll(QString());
    return urls.join(u'\n');
}

// The text without the subject.
static QString mainText(const Event &event, const QJsonObject &content)
{
    if (content.contains("left_out"_L1))
        return u"[message too large]"_s;
    if (content.contains("encryption"_L1)) {
        const QString fallback = content.value("_fallback"_L1).toString();
        return fallback.isEmpty() ? u"[encrypted message]"_s : fallback;
    }
    return event.body.isEmpty() ? urlsOf(content.value("files"_L1).toArray()) : event.body;
}

std::optional<QString> legacyText(const Event &event)
{
    const bool isMessage = event.type == EventType::Message || event.type == EventType::Correction;
    const bool isReceived = event.direction == Direction::In || event.to.bare() == event.account;
    if (!isMessage || !isReceived)
        return std::nullopt;
    const QJsonObject content = eventContent(event);
    const QString kind = content.value("kind"_L1).toString();
    if (kind == "room"_L1 || kind == "private"_L1)
        return std::nullopt;
    const QStringList parts{content.value("subject"_L1).toString(), mainText(event, content)};
    const QString text = parts.first().isEmpty() || parts.last().isEmpty() ? parts.join(QString()) : parts.join(u'\n');
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace WebJabber
