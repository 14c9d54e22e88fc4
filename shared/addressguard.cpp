// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/addressguard.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

struct Network {
    QLatin1StringView prefix;
    int bits;
};

// Not on the public Internet according to RFC 6890 and its updates.
static constexpr std::array reservedNetworks{
    Network{"0.0.0.0"_L1, 8},     Network{"10.0.0.0"_L1, 8},      Network{"100.64.0.0"_L1, 10},
    Network{"127.0.0.0"_L1, 8},   Network{"169.254.0.0"_L1, 16},  Network{"172.16.0.0"_L1, 12},
    Network{"192.0.0.0"_L1, 24},  Network{"192.0.2.0"_L1, 24},    Network{"192.168.0.0"_L1, 16},
    Network{"198.18.0.0"_L1, 15}, Network{"198.51.100.0"_L1, 24}, Network{"203.0.113.0"_L1, 24},
    Network{"224.0.0.0"_L1, 3},   Network{"2001::"_L1, 23},       Network{"2001:db8::"_L1, 32},
    Network{"2002::"_L1, 16},     Network{"3fff::"_L1, 20},
};

// Returns the IPv4 address if the address is IPv4-mapped.
static QHostAddress unmapped(const QHostAddress &address)
{
    bool isMapped = false;
    const quint32 v4 = address.toIPv4Address(&isMapped);
    return isMapped ? QHostAddress(v4) : address;
}

bool isPublicAddress(const QHostAddress &address)
{
    const QHostAddress plain = unmapped(address);
    if (plain.isNull())
        return false;
    if (plain.protocol() == QAbstractSocket::IPv6Protocol && !plain.isInSubnet(QHostAddress(u"2000::"_s), 3))
        return false;
    return std::ranges::none_of(reservedNetworks, [&plain](const Network &network) {
        return plain.isInSubnet(QHostAddress(QString(network.prefix)), network.bits);
    });
}

static Addresses judge(QList<QHostAddress> addresses, Trust trust)
{
    if (addresses.isEmpty())
        return std::unexpected(AddressFault::NotFound);
    if (trust == Trust::User)
        addresses.removeIf([](const QHostAddress &address) { return !isPublicAddress(address); });
    if (addresses.isEmpty())
        return std::unexpected(AddressFault::NotPublic);
    return addresses;
}

bool isSameAddress(const QHostAddress &a, const QHostAddress &b)
{
    QHostAddress first = unmapped(a);
    QHostAddress second = unmapped(b);
    first.setScopeId({});
    second.setScopeId({});
    return !first.isNull() && first == second;
}

// Makes a user's name absolute, so that the search domains of resolv.conf, which are the operator's, do not apply.
static QString nameFor(const QString &host, Trust trust)
{
    return trust == Trust::User && !host.endsWith(u'.') ? host + u'.' : host;
}

bool isLocalName(const QString &host)
{
    QString name = host.toLower();
    if (name.endsWith(u'.')) // a trailing dot (the root) makes no difference
        name.chop(1);
    return name == "localhost"_L1 || name.endsWith(".localhost"_L1);
}

QFuture<Addresses> guardedAddresses(const QString &host, Trust trust, const HostLookup &lookup, const QObject *context)
{
    const bool hasBrackets = host.startsWith(u'[') && host.endsWith(u']');
    const QHostAddress literal(hasBrackets ? host.sliced(1, host.size() - 2) : host);
    if (!literal.isNull())
        return QtFuture::makeReadyValueFuture(judge({literal}, trust));
    if (trust == Trust::User && isLocalName(host))
        return QtFuture::makeReadyValueFuture(Addresses(std::unexpected(AddressFault::NotPublic)));
    return lookup(nameFor(host, trust), context).then([trust](const QList<QHostAddress> &addresses) {
        return judge(addresses, trust);
    });
}

} // namespace WebJabber
