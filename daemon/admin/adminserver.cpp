// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminserver.h"

#include "http/socketstream.h"
#include "shared/logging.h"

using namespace std::chrono_literals;

namespace WebJabber {

static HttpSettings adminHttpSettings()
{
    HttpSettings settings;
    settings.times.idle = 24h; // the console keeps its connections
    settings.times.write = adminStallLimit;
    return settings;
}

AdminServer::AdminServer(QObject *parent)
    : HttpServer(adminHttpSettings(), parent)
    , m_listener(new AdminListener(this))
{
    connect(m_listener, &AdminListener::accepted, this, &AdminServer::accept);
}

AdminServer::~AdminServer()
{
    closeConnections();
}

void AdminServer::accept(int descriptor, const Peer &peer)
{
    const HttpConnection *connection = serve(std::make_unique<SocketStream>(descriptor), {});
    m_peers.insert(connection, peer);
    connect(connection, &HttpConnection::stalled, this, [pid = peer.pid] {
        qCWarning(lcAdmin) << "dropped process" << pid << "which does not read what it asked for";
    });
    connect(connection, &HttpConnection::closed, this, [this, connection, peer] {
        m_peers.remove(connection);
        m_listener->release(peer);
    });
}

// At debug level, as the audit log records changes.
void AdminServer::logAnswer(const HttpRequest &request, const HttpResponse &response, std::chrono::nanoseconds)
{
    qCDebug(lcAdmin).noquote() << request.methodName() << request.path << response.status;
}

} // namespace WebJabber
