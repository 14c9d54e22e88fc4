// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QHostAddress>
#include <QList>
#include <QString>

#include <expected>
#include <functional>

namespace WebJabber {

// True if users may make the daemon connect to this address: public unicast according to the IANA special-purpose
// registries, after unmapping IPv4-mapped IPv6. (QHostAddress::isGlobal() accepts private networks.)
bool isPublicAddress(const QHostAddress &address);

// Compares addresses. An IPv4-mapped IPv6 address equals its IPv4 address. Scopes (fe80::1%eth0) are ignored.
bool isSameAddress(const QHostAddress &a, const QHostAddress &b);

// True for names that always mean this machine, whatever a resolver returns (RFC 6761, section 6.3).
bool isLocalName(const QString &host);

enum class AddressFault {
    NotFound, // the name has no address, or DNS does not answer
    NotPublic, // the name has only addresses that users must not connect to
};
using Addresses = std::expected<QList<QHostAddress>, AddressFault>;

// Resolves a host name to addresses in the order to try; an empty list if there are none. A name with a trailing dot is
// absolute, others may be completed with search domains. The future finishes once, on the caller's thread. It is
// canceled if the context, which may be null, is destroyed first.
using HostLookup = std::function<QFuture<QList<QHostAddress>>(const QString &host, const QObject *context)>;

enum class Trust {
    User, // a user named the host: public addresses only
    Operator, // the operator named the host: any address
};

// Returns the addresses of a host name or of an address literal such as "192.0.2.1" or "::1". Callers must connect to
// one of these and not resolve the name again, as its addresses could change. Canceled like HostLookup.
QFuture<Addresses> guardedAddresses(const QString &host, Trust trust, const HostLookup &lookup, const QObject *context);

} // namespace WebJabber
