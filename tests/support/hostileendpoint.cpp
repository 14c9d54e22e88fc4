// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostileendpoint.h"

#include <QTcpSocket>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto trickleInterval = 100ms;
static constexpr qint64 backlogBytes = 256 * 1024;

HostileEndpoint::HostileEndpoint(Mode mode)
{
    setAnswer("HTTP/1.1 200 OK");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
    setMode(Mode::Answer);
    setMode(mode);
}

QUrl HostileEndpoint::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path));
}

void HostileEndpoint::setMode(Mode mode)
{
    m_mode = mode;
    if (mode == Mode::Down) {
        m_server.close();
    } else if (!m_server.isListening()) {
        if (!m_server.listen(QHostAddress::LocalHost, m_port))
            qFatal("HostileEndpoint: %s", qPrintable(m_server.errorString()));
        m_port = m_server.serverPort();
    }
}

void HostileEndpoint::setAnswer(const QByteArray &head, const QByteArray &body)
{
    m_answer = head + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

void HostileEndpoint::clear()
{
    m_connections = 0;
    m_bodies.clear();
    m_heads.clear();
}

void HostileEndpoint::take(QTcpSocket *socket)
{
    ++m_connections;
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
}

void HostileEndpoint::read(QTcpSocket *socket)
{
    const QByteArray request = socket->peek(64 * 1024);
    const qsizetype end = request.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = request.first(end).toLower() + "\r\n";
    const qsizetype length = head.indexOf("\r\ncontent-length:");
    const qsizetype bytes = length < 0
        ? 0
        : head.sliced(length + 17, head.indexOf("\r\n", length + 2) - length - 17).trimmed().toLongLong();
    if (request.size() < end + 4 + bytes)
        return;
    socket->readAll();
    m_heads.append(head);
    m_bodies.append(request.sliced(end + 4, bytes));
    answer(socket);
}

void HostileEndpoint::answer(QTcpSocket *socket)
{
    const auto forever = [socket](const QByteArray &piece) {
        const auto fill = [socket, piece] {
            while (socket->bytesToWrite() < backlogBytes && socket->state() == QTcpSocket::ConnectedState)
                socket->write(piece.repeated(100));
        };
        connect(socket, &QTcpSocket::bytesWritten, socket, fill);
        fill();
    };
    switch (m_mode) {
    case Mode::Down:
    case Mode::Silent:
        return;
    case Mode::Endless:
        socket->write("HTTP/1.1 200 OK\r\n\r\n");
        return forever("endless ");
    case Mode::EndlessHead:
        socket->write("HTTP/1.1 200 OK\r\n");
        return forever("X-Header: endless\r\n");
    case Mode::Trickle: {
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        auto *timer = new QTimer(socket);
        connect(timer, &QTimer::timeout, socket, [socket] { socket->write("."); });
        return timer->start(trickleInterval);
    }
    case Mode::HangsUp:
        return socket->abort();
    case Mode::Garbage:
        socket->write("220 mail.example ESMTP\r\n");
        return socket->disconnectFromHost();
    case Mode::Answer:
        socket->write(m_answer);
        return socket->disconnectFromHost();
    }
}

} // namespace WebJabber::Test
