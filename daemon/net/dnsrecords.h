// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QHostAddress>
#include <QList>
#include <QString>

#include <chrono>

namespace WebJabber {

// A server for a service of a domain (SRV, RFC 2782).
struct ServiceRecord {
    QString target; // without the trailing dot; empty: the domain does not offer the service
    quint16 port = 0;
    quint16 priority = 0;
    quint16 weight = 0;
};

struct DnsQuestion {
    enum class Kind {
        Addresses, // A and AAAA records, or the entries in /etc/hosts
        RelativeAddresses, // the same, also within the search domains of resolv.conf
        Services, // SRV
    };

    Kind kind = Kind::Addresses;
    QByteArray name; // ACE form, lower case, without the trailing dot

    friend bool operator==(const DnsQuestion &, const DnsQuestion &) = default;
    friend size_t qHash(const DnsQuestion &question, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, int(question.kind), question.name);
    }
};

struct DnsAnswer {
    enum class Status {
        Found,
        NotFound, // there is no such name or record in DNS
        Failed, // DNS did not reply, or the reply was invalid
    };

    Status status = Status::Failed;
    QList<QHostAddress> addresses;
    QList<ServiceRecord> services;
    std::chrono::seconds ttl{0}; // the lowest TTL of the records
};

// Converts a name to ACE in lower case, without the trailing dot. Returns an empty array if it is not a valid DNS name.
QByteArray dnsName(const QString &text);

// Returns the domain under which the name was registered: the last two labels, or three if the name ends like "co.uk".
// This is a heuristic, because no list of public suffixes is available.
QByteArray registeredDomain(const QByteArray &name);

} // namespace WebJabber

template<>
struct std::hash<WebJabber::DnsQuestion> {
    std::size_t operator()(const WebJabber::DnsQuestion &question) const noexcept { return qHash(question); }
};
