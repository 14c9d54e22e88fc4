// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loadserverprocess.h"

namespace WebJabber::Bench {

// Plain QXmppClients in a child process, signed in at a loadserver: the reference for the daemon's sessions.
class BareClients
{
public:
    BareClients(int count, Wire wire, int iterations);

    double residentPerClient() const { return m_residentPerClient; } // bytes
    // Microseconds per message to the first accounts.
    double processorPerMessage(int accounts, double rate, std::chrono::seconds time);

private:
    QStringList arguments(int count) const;

    LoadServerProcess m_server;
    BenchProcess m_clients;
    double m_residentPerClient = 0;
};

} // namespace WebJabber::Bench
