// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QHostAddress>
#include <QList>
#include <QString>

#include <chrono>

namespace WebJabber {

// A server that a domain names for a service (SRV, RFC 2782).
struct ServiceRecord {
    QString target; // without the root's dot; empty: the domain says that there is no such service
    quint16 port = 0;
    quint16 priority = 0;
    quint16 weight = 0;
};

struct DnsQuestion {
    enum class Kind {
        Addresses, // A and AAAA, or what /etc/hosts says
        RelativeAddresses, // the same, also within the search domains of resolv.conf
        Services, // SRV
    };

    Kind kind = Kind::Addresses;
    QByteArray name; // ACE, lower case, without the root's dot

    friend bool operator==(const DnsQuestion &, const DnsQuestion &) = default;
    friend size_t qHash(const DnsQuestion &question, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, int(question.kind), question.name);
    }
};

struct DnsAnswer {
    enum class Status {
        Found,
        NotFound, // DNS says that there is no such name or record
        Failed, // DNS did not answer, or with nonsense
    };

    Status status = Status::Failed;
    QList<QHostAddress> addresses;
    QList<ServiceRecord> services;
    std::chrono::seconds ttl{0}; // the lowest of the records
};

// The name as DNS has it; empty if it can be no name in DNS.
QByteArray dnsName(const QString &text);

// The domain that somebody registered to have this name: its last two labels,
// or three if it ends like "co.uk". A guess, as no list of suffixes is at hand.
QByteArray registeredDomain(const QByteArray &name);

} // namespace WebJabber

template<>
struct std::hash<WebJabber::DnsQuestion> {
    std::size_t operator()(const WebJabber::DnsQuestion &question) const noexcept { return qHash(question); }
};
