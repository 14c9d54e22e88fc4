// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

namespace WebJabber::Test {

// A port on 127.0.0.1 in front of another one, with a network in between that
// fails on command.
class TcpProxy : public QObject
{
    Q_OBJECT

public:
    explicit TcpProxy(quint16 targetPort);
    ~TcpProxy() override;

    quint16 port() const { return m_port; }
    int connectionCount() const { return m_connectionCount; } // so far

    // Ends every connection at once; bytes under way are lost.
    void cut();
    // Leaves every connection open and forgets it, as a NAT does that has been restarted:
    // neither side ever hears of the other one again. New ones are as before.
    void abandon();
    // From now on bytes from the target stay where they are; or those to it.
    void setStalled(bool stalled);
    void setStalledUpwards(bool stalled);
    // New connections are refused as if nobody listened.
    void setRefusing(bool refusing);
    // Bytes the target sent on the newest connection.
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
