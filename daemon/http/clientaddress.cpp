// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientaddress.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

QHostAddress clientAddress(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies)
{
    static constexpr auto name = "x-forwarded-for"_L1;
    if (!headers.contains(name))
        return peer;
    QHostAddress client = peer;
    const QByteArrayList hops = headers.combinedValue(name).split(',');
    for (auto hop = hops.crbegin(); hop != hops.crend() && proxies.contains(client); ++hop) {
        QHostAddress address;
        if (!address.setAddress(QString::fromLatin1(hop->trimmed())))
            break; // "unknown", or something with a port
        client = plainAddress(address);
    }
    return client;
}

} // namespace WebJabber
