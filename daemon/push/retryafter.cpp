// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/retryafter.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static QDateTime dateFrom(const QString &text, const QDateTime &now)
{
    const QString plain = text.simplified(); // asctime() pads the day with a space
    const int baseYear = now.date().year() - 50; // for a year with two digits
    for (const auto &format :
         {u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s, u"dddd, dd-MMM-yy HH:mm:ss 'GMT'"_s, u"ddd MMM d HH:mm:ss yyyy"_s}) {
        QDateTime date = QLocale::c().toDateTime(plain, format, baseYear);
        if (!date.isValid())
            continue;
        date.setTimeZone(QTimeZone::UTC);
        return date;
    }
    return {};
}

std::optional<std::chrono::seconds> retryAfterFrom(const QByteArray &value, const QDateTime &now)
{
    const QByteArray text = value.trimmed();
    bool isNumber = false;
    const std::chrono::seconds seconds(text.toLongLong(&isNumber));
    if (isNumber)
        return std::clamp(seconds, 0s, longestRetryAfter);
    if (!text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return longestRetryAfter; // the number overflows
    const QDateTime date = dateFrom(QString::fromLatin1(text), now);
    if (!date.isValid())
        return {};
    return std::clamp(std::chrono::seconds(now.secsTo(date)), 0s, longestRetryAfter);
}

} // namespace WebJabber
