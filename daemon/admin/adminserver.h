// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminlistener.h"

#include <httpserver.h>

namespace WebJabber {

// HTTP on the admin socket: only for peers that are allowed, only so many, and
// only while they take what they asked for.
class AdminServer final : public HttpServer
{
    Q_OBJECT

public:
    explicit AdminServer(QObject *parent = nullptr);
    ~AdminServer() override { closeConnections(); }

    Result<void> listen(const AdminSettings &settings) { return m_listener.start(settings); }
    void stopListening() { m_listener.stop(); }
    Peer peerOf(const HttpExchange &exchange) const { return m_peers.value(exchange.connection()); }
    qsizetype clients() const; // processes

private:
    void take(int descriptor);
    bool isFull(pid_t pid) const;

    AdminListener m_listener;
    QHash<const HttpConnection *, Peer> m_peers; // of those that are served
};

} // namespace WebJabber
