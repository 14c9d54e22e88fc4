// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace WebJabber {

// An event of a stream.
struct ServerEvent {
    QString type;
    QJsonObject data;
};

// Parses a stream of Server-Sent Events with JSON objects as data.
class SseParser
{
public:
    // An event may be split across calls.
    QList<ServerEvent> feed(const QByteArray &bytes);

private:
    QByteArray m_buffer;
};

} // namespace WebJabber
