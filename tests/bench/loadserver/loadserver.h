// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostilecorrespondent.h"
#include "loadconnection.h"
#include "messageschedule.h"

#include <unordered_map>

namespace WebJabber::Bench {

struct LoadServerSettings {
    std::uint16_t port = 0; // 0: any
    std::size_t accounts = 10'000;
    int iterations = 1; // SCRAM iterations
    std::string certificate; // PEM files; without them there is no TLS
    std::string key;
};

// An XMPP server for load tests. It holds thousands of sessions and sends only what the commands on stdin request; see
// loadserver --help. Single-threaded.
class LoadServer
{
public:
    explicit LoadServer(const LoadServerSettings &settings);
    ~LoadServer();
    LoadServer(const LoadServer &) = delete;
    LoadServer &operator=(const LoadServer &) = delete;

    // Returns at the end of stdin.
    void run();

private:
    using Clock = std::chrono::steady_clock;

    void listen();
    void accept();
    void serve(int socket);
    // Returns false at the end of stdin.
    bool readCommands();
    void execute(const std::string &command);
    void drop(std::chrono::duration<double> time);
    void keepSchedule();
    void keepHostileSchedule();
    void send(std::size_t account);
    void printStatistics() const;
    Clock::time_point nextDeadline() const;

    std::uint16_t m_port;
    LoadContext m_context;
    int m_epoll;
    int m_listener = -1;
    std::string m_commands;
    std::unordered_map<int, std::unique_ptr<LoadConnection>> m_connections;
    std::optional<MessageSchedule> m_schedule;
    Clock::duration m_latest{}; // the maximum delay of a message behind the schedule
    std::optional<HostileCorrespondent> m_correspondent;
    std::optional<Clock::time_point> m_upAgain; // set while it is "down"
};

} // namespace WebJabber::Bench
