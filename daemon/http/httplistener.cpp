// SPDX-License-Identifier: GPL-3.0-or-later
#include "httplistener.h"

#include <QTcpSocket>

#include <algorithm>

namespace WebJabber {

qsizetype HttpListener::unwritten() const
{
    return std::ranges::count_if(m_sockets, [](const QTcpSocket *socket) { return socket->bytesToWrite() > 0; });
}

void HttpListener::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const auto key = std::pair(socket->peerAddress(), socket->peerPort());
    m_sockets.insert(key, socket);
    // The peer may be back on the same port before the old socket is destroyed.
    connect(socket, &QObject::destroyed, this, [this, key](const QObject *gone) {
        if (m_sockets.value(key) == gone)
            m_sockets.remove(key);
    });
    addPendingConnection(socket);
}

} // namespace WebJabber
