// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostileconnection.h"

#include <unordered_map>
#include <vector>

namespace WebJabber::Bench {

// The servers of all hostile domains, each on a port of 127.0.0.1. They are honest until the command to begin; see
// hostilexmpp --help. Single-threaded.
class HostileServer
{
public:
    // To each account; 0: unlimited.
    explicit HostileServer(std::size_t bytesPerSecond);

    // Returns at the end of stdin.
    void run();

private:
    using Clock = std::chrono::steady_clock;

    void add(const std::string &kind, std::unique_ptr<Behaviour> behaviour);
    void accept(HostileDomain &domain);
    void acceptTrapConnections();
    void serve(int socket);
    void act();
    bool readCommands();
    void execute(std::string_view command);
    void printStatistics() const;
    int timeout() const; // in milliseconds, for epoll_wait(2)

    int m_epoll;
    std::size_t m_bytesPerSecond;
    int m_trap = -1; // a listening socket that nobody must connect to
    std::size_t m_trapped = 0; // connections to it
    std::vector<std::unique_ptr<HostileDomain>> m_domains;
    std::unordered_map<int, HostileDomain *> m_listeners;
    std::unordered_map<int, std::unique_ptr<HostileConnection>> m_connections;
    std::string m_commands;
};

} // namespace WebJabber::Bench
