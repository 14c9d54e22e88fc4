// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointguard.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

struct Network {
    QLatin1StringView prefix;
    int bits;
};

// Not for the public Internet, by RFC 6890 and its updates.
static constexpr std::array reservedNetworks{
    Network{"0.0.0.0"_L1, 8},     Network{"10.0.0.0"_L1, 8},      Network{"100.64.0.0"_L1, 10},
    Network{"127.0.0.0"_L1, 8},   Network{"169.254.0.0"_L1, 16},  Network{"172.16.0.0"_L1, 12},
    Network{"192.0.0.0"_L1, 24},  Network{"192.0.2.0"_L1, 24},    Network{"192.168.0.0"_L1, 16},
    Network{"198.18.0.0"_L1, 15}, Network{"198.51.100.0"_L1, 24}, Network{"203.0.113.0"_L1, 24},
    Network{"224.0.0.0"_L1, 3},   Network{"2001::"_L1, 23},       Network{"2001:db8::"_L1, 32},
    Network{"2002::"_L1, 16},     Network{"3fff::"_L1, 20},
};

bool isPublicAddress(const QHostAddress &address)
{
    bool isMapped = false;
    const quint32 v4 = address.toIPv4Address(&isMapped);
    const QHostAddress plain = isMapped ? QHostAddress(v4) : address;
    if (plain.isNull())
        return false;
    if (plain.protocol() == QAbstractSocket::IPv6Protocol && !plain.isInSubnet(QHostAddress(u"2000::"_s), 3))
        return false;
    return std::ranges::none_of(reservedNetworks, [&plain](const Network &network) {
        return plain.isInSubnet(QHostAddress(QString(network.prefix)), network.bits);
    });
}

static std::unexpected<Problem> refused(const QString &detail)
{
    return problem(ProblemCode::EndpointRefused, detail);
}

Result<void> checkEndpoint(const QUrl &endpoint, const PushSettings &settings)
{
    const QString host = endpoint.host().toLower();
    if (!endpoint.isValid() || host.isEmpty())
        return refused(u"The push endpoint is not a URL with a host."_s);
    if (!endpoint.userInfo().isEmpty())
        return refused(u"The push endpoint must not hold a user name or password."_s);
    const bool isAllowed = settings.allow.contains(host);
    if (endpoint.scheme() != "https"_L1 && !(isAllowed && endpoint.scheme() == "http"_L1))
        return refused(u"The push endpoint must be an https URL."_s);
    const QHostAddress literal(host);
    if (!isAllowed
        && ((!literal.isNull() && !isPublicAddress(literal)) || host == "localhost"_L1
            || host.endsWith(".localhost"_L1)))
        return refused(u"The push endpoint is at an address that is not public."_s);
    return {};
}

} // namespace WebJabber
