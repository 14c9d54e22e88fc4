// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace WebJabber {

// What the daemon tells on a stream.
struct ServerEvent {
    QString type;
    QJsonObject data;
};

// Cuts a stream of Server-Sent Events with JSON objects into events.
class SseParser
{
public:
    // An event may come in pieces.
    QList<ServerEvent> feed(const QByteArray &bytes);

private:
    QByteArray m_buffer;
};

} // namespace WebJabber
