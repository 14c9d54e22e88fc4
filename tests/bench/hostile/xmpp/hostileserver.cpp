// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileserver.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

[[noreturn]] static void fail(const char *what)
{
    std::fprintf(stderr, "hostilexmpp: %s: %s\n", what, std::strerror(errno));
    std::exit(1);
}

static void watch(int epoll, int descriptor, std::uint32_t events)
{
    epoll_event event{.events = events, .data = {.fd = descriptor}};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
        fail("epoll_ctl");
}

// On a free port of 127.0.0.1.
static int newListener(std::uint16_t &port)
{
    const int result = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(result, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(result, 1024) != 0
        || getsockname(result, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        fail("cannot listen");
    port = ntohs(address.sin_port);
    return result;
}

HostileServer::HostileServer(std::size_t bytesPerSecond)
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_bytesPerSecond(bytesPerSecond)
{
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    watch(m_epoll, STDIN_FILENO, EPOLLIN);
    std::uint16_t trapPort = 0;
    m_trap = newListener(trapPort);
    watch(m_epoll, m_trap, EPOLLIN);
    add("messages", messageFlood());
    add("nesting", deepNesting());
    add("oversize", oversizeStanzas());
    add("endless", endlessStanza());
    add("markup", excessMarkup());
    add("roster", rosterPushes());
    add("queries", unknownQueries());
    add("deaf", deafQueries());
    add("unacknowledged", unacknowledgedQueries());
    add("presence", strangersPresence());
    add("subscriptions", subscriptionRequests());
    add("malformed", malformedXml());
    add("restarts", streamRestarts());
    add("kicks", kicksAfterBind());
    add("iterations", hugeIterations());
    add("locations", foreignLocations(trapPort));
    add("drip", slowDrip());
    add("silence", silence());
    add("archive", endlessArchive());
    std::printf("ready\n");
    std::fflush(stdout);
}

void HostileServer::add(const std::string &kind, std::unique_ptr<Behaviour> behaviour)
{
    auto domain = std::make_unique<HostileDomain>(kind, std::move(behaviour));
    domain->bytesPerSecond = m_bytesPerSecond;
    std::uint16_t port = 0;
    domain->listener = newListener(port);
    watch(m_epoll, domain->listener, EPOLLIN);
    m_listeners.emplace(domain->listener, domain.get());
    std::printf("domain %s %d\n", domain->name.c_str(), int(port));
    m_domains.push_back(std::move(domain));
}

void HostileServer::run()
{
    std::array<epoll_event, 256> events{};
    while (true) {
        const int count = epoll_wait(m_epoll, events.data(), int(events.size()), timeout());
        for (int i = 0; i < count; ++i) {
            const int descriptor = events.at(std::size_t(i)).data.fd;
            if (descriptor == STDIN_FILENO) {
                if (!readCommands())
                    return;
            } else if (descriptor == m_trap) {
                acceptTrapConnections();
            } else if (const auto listener = m_listeners.find(descriptor); listener != m_listeners.end()) {
                accept(*listener->second);
            } else {
                serve(descriptor);
            }
        }
        act();
    }
}

int HostileServer::timeout() const
{
    auto next = Clock::now() + 1s;
    for (const auto &[socket, connection] : m_connections)
        next = std::min(next, connection->nextAct());
    return int(std::max<long>(std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now()).count(), 0));
}

void HostileServer::accept(HostileDomain &domain)
{
    int socket = -1;
    while ((socket = accept4(domain.listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        const int yes = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        m_connections.emplace(socket, std::make_unique<HostileConnection>(socket, domain));
        watch(m_epoll, socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
    }
}

void HostileServer::acceptTrapConnections()
{
    int socket = -1;
    while ((socket = accept4(m_trap, nullptr, nullptr, SOCK_CLOEXEC)) >= 0) {
        ++m_trapped;
        close(socket);
    }
}

void HostileServer::serve(int socket)
{
    const auto connection = m_connections.find(socket);
    if (connection != m_connections.end() && !connection->second->serve())
        m_connections.erase(connection);
}

void HostileServer::act()
{
    std::erase_if(m_connections, [](const auto &entry) { return !entry.second->act(); });
}

bool HostileServer::readCommands()
{
    std::array<char, 4096> buffer;
    const long count = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count <= 0)
        return count < 0 && errno == EAGAIN;
    m_commands.append(buffer.data(), std::size_t(count));
    for (std::size_t end = 0; (end = m_commands.find('\n')) != std::string::npos; m_commands.erase(0, end + 1))
        execute(std::string_view(m_commands).substr(0, end));
    std::fflush(stdout);
    return true;
}

void HostileServer::execute(std::string_view command)
{
    if (command == "begin") {
        for (const auto &domain : m_domains)
            domain->isHostile = true;
    } else if (command == "stats") {
        printStatistics();
    }
}

void HostileServer::printStatistics() const
{
    std::printf("stats trapped=%zu", m_trapped);
    for (const auto &domain : m_domains) {
        const HostileCounts &tally = domain->tally;
        const char *kind = domain->kind.c_str();
        std::printf(" %s=%zu %s.bytes=%zu %s.connects=%zu %s.logins=%zu", kind, tally.actions, kind, tally.bytes, kind,
                    tally.connects, kind, tally.logins);
    }
    std::printf("\n");
}

} // namespace WebJabber::Bench
