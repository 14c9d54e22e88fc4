// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminstream.h"

#include <QJsonDocument>

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto heartbeatInterval = 5s;
static constexpr qint64 maxBacklogBytes = 256 * 1024;

AdminStream::AdminStream(AdminContext &context, const Exchange &exchange)
    : QObject(&context)
    , m_context(context)
    , m_exchange(exchange)
{
    m_context.add(this);
    HttpResponse head;
    head.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "text/event-stream");
    m_exchange->beginStream(std::move(head));
    m_exchange->whenPeerCloses(this, [this] { deleteLater(); });
    connect(&m_heartbeat, &QTimer::timeout, this, [this] {
        if (!isCongested())
            m_exchange->writeToStream(":\n\n");
    });
    m_heartbeat.start(heartbeatInterval);
}

AdminStream::~AdminStream()
{
    m_context.remove(this);
}

void AdminStream::finish()
{
    m_exchange->endStream();
    deleteLater();
}

void AdminStream::send(QLatin1StringView type, const QJsonObject &data)
{
    m_exchange->writeToStream("event: " + QByteArray(type.data(), type.size())
                              + "\ndata: " + QJsonDocument(data).toJson(QJsonDocument::Compact) + "\n\n");
}

bool AdminStream::isCongested() const
{
    return m_exchange->backlog() > maxBacklogBytes;
}

} // namespace WebJabber
