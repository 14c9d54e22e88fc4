// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

namespace WebJabber::Test {

// A port on 127.0.0.1 in front of another one, with a network in between that fails on command.
class TcpProxy : public QObject
{
    Q_OBJECT

public:
    explicit TcpProxy(quint16 targetPort);
    ~TcpProxy() override;

    quint16 port() const { return m_port; }
    int connectionCount() const { return m_connectionCount; } // so far

    // Closes every connection at once; bytes in transit are lost.
    void cut();
    // Leaves every connection open and drops its traffic, like a NAT after a restart: neither side gets anything from
    // the other. New connections work.
    void abandon();
    // From now on bytes from the target are held back; setStalledUpwards() does the same for those to it.
    void setStalled(bool stalled);
    void setStalledUpwards(bool stalled);
    // Refuses new connections, as if nothing listened.
    void setRefusing(bool refusing);
    // Bytes that the target sent on the newest connection.
    qint64 bytesDown() const { return m_bytesDown; }

private:
    struct Link {
        std::unique_ptr<QTcpSocket> client;
        std::unique_ptr<QTcpSocket> target;
    };

    void accept();
    void pump(Link &link);
    void remove(const QTcpSocket *end);

    quint16 m_targetPort;
    quint16 m_port = 0;
    bool m_isStalled = false;
    bool m_isStalledUpwards = false;
    int m_connectionCount = 0;
    qint64 m_bytesDown = 0;
    std::vector<std::unique_ptr<Link>> m_links;
    std::vector<std::unique_ptr<Link>> m_abandoned;
    QTcpServer m_listener;
};

} // namespace WebJabber::Test
