// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlistener.h"
#include "http/httpserver.h"

namespace WebJabber {

// The HTTP server on the admin socket.
class AdminServer final : public HttpServer
{
    Q_OBJECT

public:
    explicit AdminServer(QObject *parent = nullptr);

    Result<void> listen(const AdminSettings &settings);
    void stopListening() { m_listener->stop(); }
    Peer peerOf(const HttpExchange &exchange) const { return m_listener->peerOf(exchange.localSocket()); }
    qsizetype clients() const { return m_listener->clients(); }

protected:
    QIODevice *takeReading() override { return m_listener->takeCurrent(); }

private:
    AdminListener *m_listener; // owned by the base class once it is bound
};

} // namespace WebJabber
