// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/socketbuffers.h"

#include <QSslSocket>

namespace WebJabber {

static bool isEmpty(const QAbstractSocket &socket)
{
    // QSslSocket's own would look into the socket below it, which is asked by itself.
    return socket.QAbstractSocket::bytesAvailable() == 0 && socket.QAbstractSocket::bytesToWrite() == 0;
}

// Opening what is open does nothing else than to make its buffers anew.
static void renewBuffers(QAbstractSocket &socket)
{
    socket.QIODevice::open(socket.openMode());
}

void releaseEmptyBuffers(QSslSocket &socket)
{
    // It speaks through a socket of its own, which has buffers as well.
    auto *inner = socket.findChild<QTcpSocket *>(Qt::FindDirectChildrenOnly);
    if (socket.state() != QAbstractSocket::ConnectedState || !inner || !isEmpty(socket) || !isEmpty(*inner))
        return;
    renewBuffers(socket);
    renewBuffers(*inner);
}

} // namespace WebJabber
