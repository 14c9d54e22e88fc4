// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QStringList>

#include <optional>

namespace WebJabber {

// Addresses and networks that an operator lists.
class AddressList
{
public:
    // Each as network() takes it; others are left out.
    explicit AddressList(const QStringList &texts);

    // "192.0.2.1", "192.0.2.0/24", "2001:db8::/32".
    using Network = std::pair<QHostAddress, int>;
    static std::optional<Network> network(const QString &text);

    bool contains(const QHostAddress &address) const;

private:
    QList<Network> m_networks;
};

// An IPv4 address that came as an IPv6 one (RFC 4291, section 2.5.5.2) as what
// it is; without the scope.
QHostAddress plainAddress(const QHostAddress &address);
// Whom limits are for: an IPv4 address, or the /64 that an IPv6 client has for
// itself (RFC 6177, section 2).
QHostAddress clientNetwork(const QHostAddress &address);

} // namespace WebJabber
