// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QHostAddress>
#include <QList>
#include <QString>

#include <expected>
#include <functional>

namespace WebJabber {

// Whether an address is one that a user may have the daemon connect to: public
// unicast by the IANA special-purpose registries, after unmapping v4-mapped
// IPv6. (QHostAddress::isGlobal() lets private networks through.)
bool isPublicAddress(const QHostAddress &address);

// Whether the two are one address, also if one of them is a v4-mapped IPv6 address.
// A scope (fe80::1%eth0) does not count.
bool isSameAddress(const QHostAddress &a, const QHostAddress &b);

// Whether the name is this machine's, whatever a resolver says (RFC 6761, section 6.3).
bool isLocalName(const QString &host);

enum class AddressFault {
    NotFound, // the name has no address, or DNS does not answer
    NotPublic, // it has, but none a user may have the daemon connect to
};
using Addresses = std::expected<QList<QHostAddress>, AddressFault>;

// Finds the addresses of a name, in the order to try them; an empty list if there
// are none. A name with a dot at its end is the whole name, another may be short
// for one. Answers once, on the caller's thread; canceled if the context, which
// may be null, is destroyed before.
using HostLookup = std::function<QFuture<QList<QHostAddress>>(const QString &host, const QObject *context)>;

enum class Trust {
    User, // the host was named by a user: public addresses only
    Operator, // it was named by the operator: any
};

// The addresses of a name, or the one that a text like "192.0.2.1" or "::1" is.
// Whoever connects must connect to one of these and not resolve the name again,
// as it may have other addresses by then. Canceled as HostLookup is.
QFuture<Addresses> guardedAddresses(const QString &host, Trust trust, const HostLookup &lookup, const QObject *context);

} // namespace WebJabber
