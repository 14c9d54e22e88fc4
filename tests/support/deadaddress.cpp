// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/deadaddress.h"

#include <QHostAddress>

#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Test {

DeadAddress::DeadAddress(Kind kind, const QString &address, quint16 port)
{
    if (kind == Kind::Refuses)
        return;
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(QHostAddress(address).toIPv4Address());
    const auto *const name = reinterpret_cast<const sockaddr *>(&place);
    const int reuse = 1;
    setsockopt(m_socket, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    if (::bind(m_socket, name, sizeof place) != 0 || ::listen(m_socket, kind == Kind::DropsSyns ? 0 : 50) != 0)
        qFatal("DeadAddress: %s", std::strerror(errno));
    if (kind == Kind::DropsSyns) {
        m_first = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(m_first, name, sizeof place) != 0)
            qFatal("DeadAddress: %s", std::strerror(errno));
    }
}

DeadAddress::~DeadAddress()
{
    for (const int socket : {m_socket, m_first}) {
        if (socket >= 0)
            ::close(socket);
    }
}

int DeadAddress::takeConnections()
{
    int count = 0;
    for (int socket; (socket = ::accept(m_socket, nullptr, nullptr)) >= 0; ++count)
        ::close(socket);
    return count;
}

} // namespace WebJabber::Test
