// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connectionguard.h"

#include "http/httpsettings.h"

namespace WebJabber {

ConnectionGuard::ConnectionGuard(const HttpSettings &settings)
    : m_most(settings.maxConnections)
    , m_mostPerAddress(settings.maxConnectionsPerAddress)
    , m_proxies(settings.trustedProxies)
{
}

bool ConnectionGuard::admits(const QHostAddress &address) const
{
    if (m_count >= m_most)
        return false;
    return m_perClient.value(clientNetwork(address)) < m_mostPerAddress || m_proxies.contains(address);
}

void ConnectionGuard::add(const QHostAddress &address)
{
    ++m_count;
    ++m_perClient[clientNetwork(address)];
}

void ConnectionGuard::remove(const QHostAddress &address)
{
    --m_count;
    const auto entry = m_perClient.find(clientNetwork(address));
    if (--*entry == 0)
        m_perClient.erase(entry);
}

} // namespace WebJabber
