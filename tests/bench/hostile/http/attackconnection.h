// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attack.h"

#include <cstdint>
#include <map>

namespace WebJabber::Bench {

struct AttackCounts {
    std::size_t connects = 0;
    std::size_t writes = 0;
    std::size_t bytes = 0;
    std::map<int, std::size_t> statuses; // the first status on each connection, 0: none
};

// A connection of an attack, which reconnects whenever it has ended. The socket is non-blocking, and not registered
// with any poller.
class AttackConnection
{
public:
    using Clock = std::chrono::steady_clock;

    // Connects from 127.0.`net`.`host`.
    AttackConnection(Attack &attack, AttackCounts &tally, std::uint16_t port, int net, int host);
    ~AttackConnection();
    AttackConnection(const AttackConnection &) = delete;
    AttackConnection &operator=(const AttackConnection &) = delete;

    int socket() const { return m_socket; } // -1 while not connected
    // Whether it has unwritten bytes.
    bool wantsToWrite() const { return m_socket >= 0 && m_written < m_out.size(); }
    Clock::time_point next() const; // when step() is due
    void step();
    void read();
    void write();

private:
    void open();
    void end();

    Attack &m_attack;
    AttackCounts &m_tally;
    std::uint16_t m_port;
    std::uint32_t m_address;
    int m_socket = -1;
    bool m_isConnected = false;
    std::string m_out;
    std::size_t m_written = 0; // of m_out
    std::string m_answer; // the start of the first response
    bool m_hasNews = false; // since the last write
    Clock::time_point m_next;
};

} // namespace WebJabber::Bench
