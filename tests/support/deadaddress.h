// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber::Test {

// A TCP address of this machine at which no server responds.
class DeadAddress
{
public:
    enum class Kind {
        DropsSyns, // SYNs, as its backlog is full
        SendsNothing, // accepts connections, but sends nothing
        Refuses, // connections
    };

    // `address` is IPv4.
    DeadAddress(Kind kind, const QString &address, quint16 port);
    ~DeadAddress();
    Q_DISABLE_COPY_MOVE(DeadAddress)

    // Accepts and closes the waiting connections; returns their number.
    int takeConnections();

private:
    int m_socket = -1;
    int m_first = -1; // fills the backlog
};

} // namespace WebJabber::Test
