// SPDX-License-Identifier: GPL-3.0-or-later
#include "wireclock.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace WebJabber::Bench {

// Removes a complete request from the buffer. The path is empty if there is none yet.
static WireRequest takeRequest(QByteArray &buffer)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return {};
    const QByteArray head = buffer.first(end).toLower() + "\r\n";
    const qsizetype field = head.indexOf("\r\ncontent-length:");
    const qsizetype value = field + 17;
    const qsizetype length = field < 0 ? 0
                                       : head.sliced(value, head.indexOf("\r\n", value) - value).trimmed().toLongLong();
    if (buffer.size() < end + 4 + length)
        return {};
    WireRequest request{buffer.split(' ').at(1), buffer.sliced(end + 4, length), Clock::now()};
    buffer.remove(0, end + 4 + length);
    return request;
}

WireClock::WireClock()
    : m_context(new QObject)
{
    m_context->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_context, [this] { listen(); }, Qt::BlockingQueuedConnection);
}

WireClock::~WireClock()
{
    m_context->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void WireClock::listen()
{
    auto *server = new QTcpServer(m_context);
    if (!server->listen(QHostAddress::LocalHost))
        qFatal("WireClock: %s", qPrintable(server->errorString()));
    m_port = server->serverPort();
    QObject::connect(server, &QTcpServer::newConnection, server, [this, server] {
        while (QTcpSocket *socket = server->nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, buffer = QByteArray()]() mutable {
                buffer += socket->readAll();
                answer(*socket, buffer);
            });
        }
    });
}

void WireClock::answer(QTcpSocket &socket, QByteArray &buffer)
{
    for (auto request = takeRequest(buffer); !request.path.isEmpty(); request = takeRequest(buffer)) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        const QMutexLocker lock(&m_mutex);
        m_requests.append(request);
    }
}

QList<WireRequest> WireClock::take()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_requests, {});
}

} // namespace WebJabber::Bench
