// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <ctime>

namespace WebJabber {

// The value of the Date field (RFC 9110, section 5.6.7), formatted at most once a second.
class HttpDate
{
public:
    // For example "Sun, 06 Nov 1994 08:49:37 GMT".
    const QByteArray &now();
    static QByteArray format(std::time_t time);

private:
    std::time_t m_time = -1;
    QByteArray m_text;
};

} // namespace WebJabber
