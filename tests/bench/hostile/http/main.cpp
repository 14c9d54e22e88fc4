// SPDX-License-Identifier: GPL-3.0-or-later
#include "attackconnection.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <poll.h>
#include <unistd.h>
#include <vector>

using namespace WebJabber::Bench;
using namespace std::chrono_literals;

static constexpr auto help =
    R"(usage: hostilehttp PORT

A hostile HTTP client of the daemon on this port of 127.0.0.1, with some two hundred connections from
127.0.1.1 and so on. It runs at nice 10 until stdin ends. For each line on stdin it tells "stats" with
what was written so far, and the statuses of the first answers on connections that have ended.
)";

// The daemon accepts 64 connections per address.
static constexpr int perAddress = 40;

namespace {

struct Running {
    std::unique_ptr<Attack> attack;
    AttackCounts tally;
    std::deque<AttackConnection> connections; // a deque, for stable addresses
};

} // namespace

static std::deque<Running> allAttacks(std::uint16_t port)
{
    std::deque<Running> result;
    int number = 0;
    for (auto make : {slowHeaders, hugeBodies, chunkTrickle, badPipelines, failedSignIns, randomTokens, idleConnections,
                      connectionChurn}) {
        Running &running = result.emplace_back(make());
        for (int i = 0; i < running.attack->connections(); ++i) {
            const bool isFromOne = running.attack->isFromOneAddress();
            running.connections.emplace_back(*running.attack, running.tally, port, isFromOne ? 2 : 1,
                                             isFromOne ? 1 : 1 + number++ / perAddress);
        }
    }
    return result;
}

static void printStatistics(const std::deque<Running> &attacks)
{
    std::printf("stats");
    for (const Running &running : attacks) {
        const char *name = running.attack->name();
        std::printf(" %s=%zu %s.bytes=%zu %s.connects=%zu", name, running.tally.writes, name, running.tally.bytes, name,
                    running.tally.connects);
        for (const auto &[status, count] : running.tally.statuses)
            std::printf(" %s.%d=%zu", name, status, count);
    }
    std::printf("\n");
    std::fflush(stdout);
}

static void run(std::deque<Running> &attacks)
{
    std::vector<pollfd> polled;
    std::vector<AttackConnection *> connections;
    for (Running &running : attacks) {
        for (AttackConnection &connection : running.connections)
            connections.push_back(&connection);
    }
    while (true) {
        polled.assign(1, {STDIN_FILENO, POLLIN, 0});
        auto next = AttackConnection::Clock::now() + 1s;
        for (AttackConnection *connection : connections) {
            connection->step();
            polled.push_back({connection->socket(), short(POLLIN | (connection->wantsToWrite() ? POLLOUT : 0)),
                              0}); // poll() ignores -1
            next = std::min(next, connection->next());
        }
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - AttackConnection::Clock::now());
        poll(polled.data(), polled.size(), int(std::max<long>(wait.count(), 0)));
        char line[4096];
        if (polled[0].revents != 0) {
            if (read(STDIN_FILENO, line, sizeof line) <= 0)
                return;
            printStatistics(attacks);
        }
        for (std::size_t i = 0; i < connections.size(); ++i) {
            if ((polled[i + 1].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
                connections[i]->read();
            if ((polled[i + 1].revents & POLLOUT) != 0 && connections[i]->wantsToWrite())
                connections[i]->write();
        }
    }
}

int main(int argc, char *argv[])
{
    const int port = argc == 2 ? std::atoi(argv[1]) : 0;
    if (port <= 0) {
        std::fputs(help, stderr);
        return 2;
    }
    if (nice(10) == -1)
        std::fprintf(stderr, "hostilehttp: it cannot be made nice\n");
    auto attacks = allAttacks(std::uint16_t(port));
    run(attacks);
}
