// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loadserverprocess.h"

namespace WebJabber::Bench {

// Bare QXmppClients in a process of their own, at a loadserver: what the
// daemon's sessions are compared with.
class BareClients
{
public:
    BareClients(int count, Wire wire, int iterations);

    double residentPerClient() const { return m_residentPerClient; } // bytes
    // Microseconds, for each of the messages to the first accounts.
    double processorPerMessage(int accounts, double rate, std::chrono::seconds time);

private:
    QStringList arguments(int count) const;

    LoadServerProcess m_server;
    BenchProcess m_clients;
    double m_residentPerClient = 0;
};

} // namespace WebJabber::Bench
