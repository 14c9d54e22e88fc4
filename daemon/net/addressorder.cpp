// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/addressorder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber {

static constexpr quint16 anyPort = 9; // "discard"; hasRoute() sends nothing to it

static bool canConnect(const sockaddr *address, socklen_t size)
{
    const int socket = ::socket(address->sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0)
        return errno != EAFNOSUPPORT;
    const bool isConnected = ::connect(socket, address, size) == 0;
    ::close(socket);
    return isConnected;
}

bool hasRoute(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(anyPort);
        v4.sin_addr.s_addr = htonl(address.toIPv4Address());
        return canConnect(reinterpret_cast<const sockaddr *>(&v4), sizeof v4);
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(anyPort);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&v6.sin6_addr, &bytes, sizeof v6.sin6_addr);
    return canConnect(reinterpret_cast<const sockaddr *>(&v6), sizeof v6);
}

QList<QHostAddress> inAddressOrder(const QList<QHostAddress> &addresses,
                                   const std::function<bool(const QHostAddress &)> &isRouted)
{
    QList<QHostAddress> v6;
    QList<QHostAddress> v4;
    for (const QHostAddress &address : addresses) {
        QList<QHostAddress> &family = address.protocol() == QAbstractSocket::IPv6Protocol ? v6 : v4;
        if (family.size() < maxAddresses && !family.contains(address))
            family.append(address);
    }
    QList<QHostAddress> ordered;
    for (qsizetype i = 0; i < std::max(v6.size(), v4.size()); ++i) {
        ordered += v6.mid(i, 1);
        ordered += v4.mid(i, 1);
    }
    std::ranges::stable_partition(ordered, isRouted);
    return ordered.first(std::min(ordered.size(), maxAddresses));
}

} // namespace WebJabber
