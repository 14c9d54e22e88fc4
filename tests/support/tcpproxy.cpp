// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tcpproxy.h"

#include <algorithm>

namespace WebJabber::Test {

static constexpr qint64 bufferBytes = 64 * 1024; // held of a stalled direction, besides the kernel's buffers

TcpProxy::TcpProxy(quint16 targetPort)
    : m_targetPort(targetPort)
{
    if (!m_listener.listen(QHostAddress::LocalHost))
        qFatal("TcpProxy: %s", qPrintable(m_listener.errorString()));
    m_port = m_listener.serverPort();
    connect(&m_listener, &QTcpServer::newConnection, this, &TcpProxy::accept);
}

TcpProxy::~TcpProxy()
{
    cut();
}

void TcpProxy::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        ++m_connectionCount;
        m_bytesDown = 0;
        m_links.push_back(std::make_unique<Link>());
        Link &link = *m_links.back();
        socket->setParent(nullptr);
        link.client.reset(socket);
        link.target = std::make_unique<QTcpSocket>();
        for (QTcpSocket *end : {link.client.get(), link.target.get()}) {
            end->setReadBufferSize(bufferBytes);
            connect(end, &QTcpSocket::readyRead, this, [this, &link] { pump(link); });
            connect(end, &QTcpSocket::disconnected, this, [this, end] { remove(end); });
            connect(end, &QTcpSocket::errorOccurred, this, [this, end] { remove(end); });
        }
        connect(link.target.get(), &QTcpSocket::connected, this, [this, &link] { pump(link); });
        link.target->connectToHost(QHostAddress(QHostAddress::LocalHost), m_targetPort);
    }
}

void TcpProxy::pump(Link &link)
{
    if (link.target->state() != QAbstractSocket::ConnectedState)
        return;
    if (!m_isStalledUpwards)
        link.target->write(link.client->readAll());
    if (!m_isStalled) {
        const QByteArray bytes = link.target->readAll();
        m_bytesDown += bytes.size();
        link.client->write(bytes);
    }
}

// Deletes from the event loop, as a signal of the socket is the caller.
void TcpProxy::remove(const QTcpSocket *end)
{
    QMetaObject::invokeMethod(
        this,
        [this, end] {
            const auto found = std::ranges::find_if(
                m_links, [end](const auto &link) { return link->client.get() == end || link->target.get() == end; });
            if (found == m_links.end())
                return;
            const std::unique_ptr<Link> link = std::move(*found);
            m_links.erase(found);
            for (QTcpSocket *socket : {link->client.get(), link->target.get()}) {
                socket->disconnect(this);
                socket->abort();
            }
        },
        Qt::QueuedConnection);
}

void TcpProxy::cut()
{
    for (const auto &link : std::exchange(m_links, {})) {
        for (QTcpSocket *socket : {link->client.get(), link->target.get()}) {
            socket->disconnect(this);
            socket->abort();
        }
    }
}

void TcpProxy::abandon()
{
    for (auto &link : std::exchange(m_links, {})) {
        for (QTcpSocket *socket : {link->client.get(), link->target.get()})
            socket->disconnect(this);
        m_abandoned.push_back(std::move(link));
    }
}

void TcpProxy::setStalled(bool stalled)
{
    m_isStalled = stalled;
    for (const auto &link : m_links)
        pump(*link);
}

void TcpProxy::setStalledUpwards(bool stalled)
{
    m_isStalledUpwards = stalled;
    for (const auto &link : m_links)
        pump(*link);
}

void TcpProxy::setRefusing(bool refusing)
{
    if (refusing)
        m_listener.close();
    else if (!m_listener.isListening() && !m_listener.listen(QHostAddress::LocalHost, m_port))
        qFatal("TcpProxy: port %d: %s", m_port, qPrintable(m_listener.errorString()));
}

} // namespace WebJabber::Test
