// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/clientaddress.h"

#include "http/forwarded.h"
#include "http/httpsyntax.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto xForwardedFor = "x-forwarded-for"_L1;
static constexpr auto xForwardedProto = "x-forwarded-proto"_L1;
static constexpr auto forwarded = "forwarded"_L1;

// More proxies than any real chain has. Longer lists only waste time.
static constexpr int maxHops = 32;

// Returns the next hop, starting at the end; nullopt after the last one. A hop that is not an address is a null
// address.
using NextHop = std::function<std::optional<QHostAddress>()>;

static QHostAddress walk(const QHostAddress &peer, const AddressList &proxies, const NextHop &next)
{
    QHostAddress client = peer;
    for (int hops = 0; proxies.contains(client); ++hops) {
        const auto hop = next();
        if (!hop)
            break;
        if (hop->isNull() || hops == maxHops)
            return {};
        client = *hop;
    }
    return client;
}

static QHostAddress fromXForwardedFor(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies)
{
    const QByteArray field = headers.combinedValue(xForwardedFor);
    qsizetype end = field.size();
    return walk(peer, proxies, [&]() -> std::optional<QHostAddress> {
        while (end >= 0) {
            const qsizetype comma = end > 0 ? field.lastIndexOf(',', end - 1) : -1;
            const QByteArrayView hop = trimmed(QByteArrayView(field).sliced(comma + 1, end - comma - 1));
            end = comma;
            if (!hop.isEmpty())
                return forwardedNode(hop).value_or(QHostAddress());
        }
        return std::nullopt;
    });
}

static QHostAddress fromForwarded(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies)
{
    const auto elements = forwardedElements(headers.combinedValue(forwarded));
    if (!elements)
        return {};
    auto element = elements->crbegin();
    return walk(peer, proxies, [&]() -> std::optional<QHostAddress> {
        if (element == elements->crend())
            return std::nullopt;
        const auto &node = (element++)->node;
        return node ? forwardedNode(*node).value_or(QHostAddress()) : QHostAddress();
    });
}

QHostAddress clientAddress(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies)
{
    const bool hasX = headers.contains(xForwardedFor);
    const bool hasStandard = headers.contains(forwarded);
    if ((!hasX && !hasStandard) || !proxies.contains(peer))
        return peer;
    if (!hasX)
        return fromForwarded(peer, headers, proxies);
    const QHostAddress client = fromXForwardedFor(peer, headers, proxies);
    return !hasStandard || client == fromForwarded(peer, headers, proxies) ? client : QHostAddress();
}

bool isForwardedSecure(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies)
{
    if (!proxies.contains(peer))
        return false;
    const QByteArray proto = headers.combinedValue(xForwardedProto);
    if (trimmed(QByteArrayView(proto).sliced(proto.lastIndexOf(',') + 1)).compare("https", Qt::CaseInsensitive) == 0)
        return true;
    const auto elements = forwardedElements(headers.combinedValue(forwarded));
    return elements && !elements->empty() && elements->back().proto == "https";
}

} // namespace WebJabber
