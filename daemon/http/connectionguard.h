// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/addresslist.h"

#include <QHash>

namespace WebJabber {

struct HttpSettings;

// Counts the open connections and says who may have another one. Those of
// listed proxies count as a whole only, as each is many clients.
class ConnectionGuard
{
public:
    explicit ConnectionGuard(const HttpSettings &settings);

    bool admits(const QHostAddress &address) const;
    // One that add() was called for is to be removed when it ends.
    void add(const QHostAddress &address);
    void remove(const QHostAddress &address);
    int count() const { return m_count; }

    const AddressList &proxies() const { return m_proxies; }

private:
    int m_most;
    int m_mostPerAddress;
    AddressList m_proxies;
    int m_count = 0;
    QHash<QHostAddress, int> m_perClient; // by clientNetwork()
};

} // namespace WebJabber
