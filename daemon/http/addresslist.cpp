// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/addresslist.h"

#include <algorithm>

namespace WebJabber {

static constexpr int clientNetworkBytes = 8; // of an IPv6 address

AddressList::AddressList(const QStringList &texts)
{
    for (const QString &text : texts) {
        if (const auto found = network(text))
            m_networks.append(*found);
    }
}

std::optional<AddressList::Network> AddressList::network(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QHostAddress address(slash < 0 ? text : text.first(slash));
    const bool isV4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    const int most = isV4 ? 32 : 128;
    bool isNumber = true;
    const int bits = slash < 0 ? most : text.sliced(slash + 1).toInt(&isNumber);
    if (address.isNull() || !isNumber || bits < 0 || bits > most)
        return std::nullopt;
    if (isV4 && !text.startsWith(address.toString()))
        return std::nullopt; // rejects "10/8", "127.1" and the like
    return Network(address, bits);
}

bool AddressList::contains(const QHostAddress &address) const
{
    const QHostAddress plain = plainAddress(address);
    return std::ranges::any_of(m_networks, [&plain](const Network &network) { return plain.isInSubnet(network); });
}

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return QHostAddress(v4);
    QHostAddress plain(address);
    plain.setScopeId({});
    return plain;
}

QHostAddress clientNetwork(const QHostAddress &address)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() != QAbstractSocket::IPv6Protocol)
        return plain;
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::fill(std::begin(bytes.c) + clientNetworkBytes, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes);
}

} // namespace WebJabber
