// SPDX-License-Identifier: GPL-3.0-or-later
#include "adminserver.h"

#include <logging.h>
#include <problemanswer.h>
#include <socketstream.h>

#include <QSet>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// A console asks now and then, and is one of a few.
static constexpr auto idleTime = 5min;

static HttpSettings adminHttpSettings()
{
    HttpSettings settings;
    settings.times.write = adminStallLimit;
    settings.times.idle = idleTime;
    return settings;
}

AdminServer::AdminServer(QObject *parent)
    : HttpServer(adminHttpSettings(), parent)
{
    connect(&m_listener, &AdminListener::accepted, this, &AdminServer::take);
}

qsizetype AdminServer::clients() const
{
    QSet<pid_t> processes;
    for (const Peer &peer : m_peers)
        processes.insert(peer.pid);
    return processes.size();
}

bool AdminServer::isFull(pid_t pid) const
{
    qsizetype own = 0;
    for (const Peer &peer : m_peers)
        own += peer.pid == pid ? 1 : 0;
    return own == 0 ? clients() >= maxAdminClients : own >= maxConnectionsPerAdminClient;
}

void AdminServer::take(int descriptor)
{
    const auto peer = Peer::of(descriptor);
    HttpConnection *connection = serve(std::make_unique<SocketStream>(descriptor), {});
    if (!peer || !peer->isAllowed(m_listener.group())) {
        qCWarning(lcAdmin) << "refused a client of user" << (peer ? peer->uid : uid_t(-1));
        return connection->turnAway(
            protocolProblemAnswer(403, u"You are not a member of the group this socket is for."_s));
    }
    if (isFull(peer->pid)) {
        qCWarning(lcAdmin) << "turned away process" << peer->pid << "as too many are connected";
        return connection->turnAway(protocolProblemAnswer(503, u"Too many clients are connected; try again later."_s));
    }
    m_peers.insert(connection, *peer);
    connect(connection, &HttpConnection::closed, this, [this, connection] { m_peers.remove(connection); });
    connect(connection, &HttpConnection::stalled, this, [pid = peer->pid] {
        qCWarning(lcAdmin) << "dropped process" << pid << "which does not read what it asked for";
    });
}

} // namespace WebJabber
