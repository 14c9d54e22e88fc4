// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/socketbuffers.h"

#include <QSslSocket>

namespace WebJabber {

static bool isEmpty(const QAbstractSocket &socket)
{
    // QSslSocket's overrides would include the inner socket, which is checked separately.
    return socket.QAbstractSocket::bytesAvailable() == 0 && socket.QAbstractSocket::bytesToWrite() == 0;
}

// If the device is open, open() only replaces its buffers.
static void renewBuffers(QAbstractSocket &socket)
{
    socket.QIODevice::open(socket.openMode());
}

void releaseEmptyBuffers(QSslSocket &socket)
{
    // QSslSocket uses an inner socket, which has buffers as well.
    auto *inner = socket.findChild<QTcpSocket *>(Qt::FindDirectChildrenOnly);
    if (socket.state() != QAbstractSocket::ConnectedState || !inner || !isEmpty(socket) || !isEmpty(*inner))
        return;
    renewBuffers(socket);
    renewBuffers(*inner);
}

} // namespace WebJabber
