// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QStringList>

#include <optional>

namespace WebJabber {

// Addresses and networks (CIDR) from the configuration.
class AddressList
{
public:
    // Each text as for network(); invalid ones are ignored.
    explicit AddressList(const QStringList &texts);

    // Parses "192.0.2.1", "192.0.2.0/24" or "2001:db8::/32"; nullopt if the text is none of these.
    using Network = std::pair<QHostAddress, int>;
    static std::optional<Network> network(const QString &text);

    bool contains(const QHostAddress &address) const;

private:
    QList<Network> m_networks;
};

// Returns the address without its scope. An IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2) becomes IPv4.
QHostAddress plainAddress(const QHostAddress &address);
// Returns the key for per-client limits: the IPv4 address, or the /64 network of an IPv6 address, as one client usually
// owns a whole /64 (RFC 6177, section 2).
QHostAddress clientNetwork(const QHostAddress &address);

} // namespace WebJabber
