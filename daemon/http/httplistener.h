// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QTcpServer>

class QTcpSocket;

namespace WebJabber {

// Accepts connections and remembers them, so that a request can be tied to the
// socket that brought it.
class HttpListener : public QTcpServer
{
    Q_OBJECT

public:
    using QTcpServer::QTcpServer;

    // The open connection from this peer; null where it is gone.
    QTcpSocket *find(const QHostAddress &peer, quint16 port) const { return m_sockets.value({peer, port}); }

    // How many connections have not taken all that was written to them.
    qsizetype unwritten() const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QHash<std::pair<QHostAddress, quint16>, QTcpSocket *> m_sockets;
};

} // namespace WebJabber
