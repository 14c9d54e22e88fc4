// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpdate.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace WebJabber {

const QByteArray &HttpDate::now()
{
    if (const std::time_t time = std::time(nullptr); time != m_time) {
        m_time = time;
        m_text = format(time);
    }
    return m_text;
}

QByteArray HttpDate::format(std::time_t time)
{
    const QDateTime utc = QDateTime::fromSecsSinceEpoch(time, QTimeZone::UTC);
    return QLocale::c().toString(utc, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

} // namespace WebJabber
