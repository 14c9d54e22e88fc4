// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/sseparser.h"

#include <QJsonDocument>

namespace WebJabber {

static ServerEvent eventFrom(const QByteArray &block)
{
    ServerEvent event;
    for (const QByteArray &line : block.split('\n')) {
        if (line.startsWith("event: "))
            event.type = QString::fromUtf8(line.sliced(7));
        else if (line.startsWith("data: "))
            event.data = QJsonDocument::fromJson(line.sliced(6)).object();
    }
    return event;
}

QList<ServerEvent> SseParser::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
    QList<ServerEvent> events;
    qsizetype start = 0;
    for (qsizetype end = m_buffer.indexOf("\n\n"); end >= 0; end = m_buffer.indexOf("\n\n", start)) {
        const ServerEvent event = eventFrom(m_buffer.sliced(start, end - start));
        if (!event.type.isEmpty())
            events.append(event);
        start = end + 2;
    }
    m_buffer.remove(0, start);
    return events;
}

} // namespace WebJabber
