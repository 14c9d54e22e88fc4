// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber::Test {

// A TCP address of this machine at which nobody answers.
class DeadAddress
{
public:
    enum class Kind {
        Swallows, // SYNs, as its queue of connections is full
        IsSilent, // but accepts
        Refuses, // connections
    };

    // An IPv4 address.
    DeadAddress(Kind kind, const QString &address, quint16 port);
    ~DeadAddress();
    Q_DISABLE_COPY_MOVE(DeadAddress)

    // How many connections wait to be accepted; they are then gone.
    int takeConnections();

private:
    int m_socket = -1;
    int m_first = -1; // which fills the queue
};

} // namespace WebJabber::Test
