// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

#include <functional>

namespace WebJabber {

// So many addresses of one name are used.
inline constexpr qsizetype maxAddresses = 16;

// Whether this machine has a way to the address, as its routing table says.
// Sends nothing.
bool hasRoute(const QHostAddress &address);

// The order to try the addresses of one name in: IPv6 and IPv4 take turns, IPv6
// first (RFC 8305, section 4); those without a way to them come last. Each is
// there once, and not more than maxAddresses are.
QList<QHostAddress> inAddressOrder(const QList<QHostAddress> &addresses,
                                   const std::function<bool(const QHostAddress &)> &isRouted = &hasRoute);

} // namespace WebJabber
