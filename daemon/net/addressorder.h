// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

#include <functional>

namespace WebJabber {

// The limit on how many addresses of one name are used.
inline constexpr qsizetype maxAddresses = 16;

// Returns true if this machine's routing table has a route to the address. Sends nothing.
bool hasRoute(const QHostAddress &address);

// Returns the addresses of one name in the order to try them: IPv6 and IPv4 alternate, IPv6 first (RFC 8305, section
// 4). Addresses without a route come last. Removes duplicates and returns at most maxAddresses.
QList<QHostAddress> inAddressOrder(const QList<QHostAddress> &addresses,
                                   const std::function<bool(const QHostAddress &)> &isRouted = &hasRoute);

} // namespace WebJabber
