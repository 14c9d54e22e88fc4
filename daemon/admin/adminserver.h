// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminlistener.h"
#include "http/httpserver.h"

namespace WebJabber {

// The HTTP server on the admin socket. Its connections have the limits of HttpConnection, except that they may be idle
// for a day.
class AdminServer final : public HttpServer
{
    Q_OBJECT

public:
    explicit AdminServer(QObject *parent = nullptr);
    ~AdminServer() override;

    Result<void> listen(const AdminSettings &settings) { return m_listener->start(settings); }
    void stopListening() { m_listener->stop(); }
    Peer peerOf(const HttpExchange &exchange) const { return m_peers.value(exchange.connection()); }
    qsizetype clients() const { return m_listener->clients(); }

protected:
    void logAnswer(const HttpRequest &request, const HttpResponse &response, std::chrono::nanoseconds age) override;

private:
    void accept(int descriptor, const Peer &peer);

    AdminListener *m_listener; // a child
    QHash<const HttpConnection *, Peer> m_peers;
};

} // namespace WebJabber
