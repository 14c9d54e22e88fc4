// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/eventstream.h"

#include "api/v1/eventpages.h"
#include "shared/eventjson.h"
#include "shared/logging.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto heartbeatInterval = 25s;
static constexpr auto stallLimit = 30s; // a client that takes nothing for this long is dropped
static constexpr qint64 maxBacklogBytes = 64 * 1024;
static constexpr qsizetype pageSize = 100;

static QByteArray textOf(const QByteArray &type, const QJsonObject &data)
{
    return "event: " + type + "\ndata: " + QJsonDocument(data).toJson(QJsonDocument::Compact) + "\n\n";
}

static QByteArray textOf(const Event &event)
{
    return "id: " + QByteArray::number(event.seq) + '\n'
        + textOf(QByteArray(eventTypeNames[event.type].data()), eventJson(event));
}

EventStream::EventStream(ClientApi &api, const Exchange &exchange, const Device &device, qint64 cursor)
    : QObject(&api)
    , m_api(api)
    , m_exchange(exchange)
    , m_device(device)
    , m_cursor(cursor)
{
    m_api.hub.add(m_device.account, this);
    HttpResponse head;
    head.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "text/event-stream");
    head.headers.append("X-Accel-Buffering"_L1, "no"); // disables buffering in proxies
    m_exchange->beginStream(std::move(head));
    m_exchange->writeToStream("retry: 2000\n\n");

    m_exchange->whenPeerCloses(this, [this] { deleteLater(); });
    if (const HttpConnection *connection = m_exchange->connection()) {
        connect(connection, &HttpConnection::backlogSent, this, [this] {
            m_stall.stop();
            readMore();
        });
    }
    connect(&m_heartbeat, &QTimer::timeout, this, [this] {
        if (!isCongested())
            m_exchange->writeToStream(":\n\n");
    });
    m_heartbeat.start(heartbeatInterval);
    m_stall.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        qCInfo(lcHttp).noquote() << m_device.account.toString()
                                 << "an event stream is dropped: its client takes nothing";
        m_exchange->drop();
    });
    readMore();
}

EventStream::~EventStream()
{
    m_api.hub.remove(m_device.account, this);
}

void EventStream::finish()
{
    m_exchange->endStream();
    deleteLater();
}

bool EventStream::isCongested() const
{
    return m_exchange->backlog() > maxBacklogBytes;
}

void EventStream::readMore()
{
    if (m_isReading || !m_isBehind)
        return;
    if (isCongested()) {
        if (!m_stall.isActive())
            m_stall.start(stallLimit);
        return;
    }
    m_isReading = true;
    m_isBehind = false;
    readEvents(m_api.store, m_device.account, m_cursor, pageSize).then(this, [this](const Result<EventPage> &page) {
        m_isReading = false;
        if (!page)
            return m_exchange->drop(); // the client can resume with its last id
        for (const Event &event : page->events) {
            if (event.seq <= m_cursor && event.type != EventType::Reset)
                continue;
            m_cursor = event.seq;
            m_exchange->writeToStream(textOf(event));
        }
        m_isBehind = m_isBehind || page->more;
        readMore();
    });
}

void EventStream::appended(const Event &event)
{
    // The usual case: the stream and the client are up to date. While a page is being read the cursor may still be
    // beyond the newest event.
    if (!m_isReading && !m_isBehind && event.seq == m_cursor + 1 && !isCongested()) {
        m_cursor = event.seq;
        m_exchange->writeToStream(textOf(event));
    } else if (m_isReading || event.seq > m_cursor) {
        m_isBehind = true;
        readMore();
    }
}

void EventStream::transientEvent(const QByteArray &type, const QJsonObject &data)
{
    if (!isCongested())
        m_exchange->writeToStream(textOf(type, data));
}

void EventStream::deviceRemoved(const QString &deviceId)
{
    if (deviceId == m_device.id)
        finish();
}

} // namespace WebJabber
