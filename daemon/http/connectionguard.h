// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/addresslist.h"

#include <QHash>

namespace WebJabber {

struct HttpSettings;

// Counts open connections and enforces the limits, in total and per client. Connections from listed proxies count only
// towards the total, as each proxy serves many clients.
class ConnectionGuard
{
public:
    explicit ConnectionGuard(const HttpSettings &settings);

    bool admits(const QHostAddress &address) const;
    // Each add() needs one remove() with the same address when the connection ends.
    void add(const QHostAddress &address);
    void remove(const QHostAddress &address);
    int count() const { return m_count; }

    const AddressList &proxies() const { return m_proxies; }

private:
    int m_most;
    int m_mostPerAddress;
    AddressList m_proxies;
    int m_count = 0;
    QHash<QHostAddress, int> m_perClient; // key: clientNetwork()
};

} // namespace WebJabber
