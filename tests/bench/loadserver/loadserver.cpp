// SPDX-License-Identifier: GPL-3.0-or-later
#include "loadserver.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sstream>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

[[noreturn]] static void fail(const char *what)
{
    std::fprintf(stderr, "loadserver: %s: %s\n", what, std::strerror(errno));
    std::exit(1);
}

static SSL_CTX *makeTls(const LoadServerSettings &settings)
{
    if (settings.certificate.empty())
        return nullptr;
    SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_mode(tls,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (SSL_CTX_use_certificate_chain_file(tls, settings.certificate.c_str()) != 1
        || SSL_CTX_use_PrivateKey_file(tls, settings.key.c_str(), SSL_FILETYPE_PEM) != 1)
        fail("the certificate or its key");
    return tls;
}

static void watch(int epoll, int descriptor, std::uint32_t events)
{
    epoll_event event{.events = events, .data = {.fd = descriptor}};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
        fail("epoll_ctl");
}

LoadServer::LoadServer(const LoadServerSettings &settings)
    : m_port(settings.port)
    , m_context{{}, ScramServer("demo", settings.iterations), makeTls(settings)}
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    m_context.accounts.all.resize(settings.accounts);
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    watch(m_epoll, STDIN_FILENO, EPOLLIN);
    listen();
    std::printf("port %d\n", int(m_port));
    std::fflush(stdout);
}

LoadServer::~LoadServer()
{
    m_connections.clear();
    SSL_CTX_free(m_context.tls);
    close(m_listener);
    close(m_epoll);
}

void LoadServer::listen()
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(m_port);
    socklen_t size = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 4096) != 0
        || getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        fail("cannot listen");
    m_port = ntohs(address.sin_port);
    watch(m_epoll, m_listener, EPOLLIN);
}

void LoadServer::run()
{
    std::array<epoll_event, 256> events{};
    while (true) {
        const auto wait = std::chrono::ceil<std::chrono::nanoseconds>(std::max(nextDeadline() - Clock::now(), 0ns));
        const timespec timeout{.tv_sec = wait / 1s, .tv_nsec = (wait % 1s).count()};
        const int count = epoll_pwait2(m_epoll, events.data(), int(events.size()), &timeout, nullptr);
        for (int i = 0; i < count; ++i) {
            const int descriptor = events.at(std::size_t(i)).data.fd;
            if (descriptor == STDIN_FILENO) {
                if (!readCommands())
                    return;
            } else if (descriptor == m_listener) {
                accept();
            } else {
                serve(descriptor);
            }
        }
        keepSchedule();
    }
}

LoadServer::Clock::time_point LoadServer::nextDeadline() const
{
    auto next = Clock::now() + 1h;
    if (m_schedule)
        next = std::min(next, m_schedule->next());
    if (m_correspondent && !m_correspondent->isOver())
        next = std::min(next, m_correspondent->next());
    return m_upAgain ? std::min(next, *m_upAgain) : next;
}

void LoadServer::accept()
{
    int socket = -1;
    while ((socket = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        const int yes = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        m_context.accounts.connects.count();
        m_connections.emplace(socket, std::make_unique<LoadConnection>(socket, m_context));
        watch(m_epoll, socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
    }
    if (errno != EAGAIN && errno != ECONNABORTED)
        fail("accept");
}

void LoadServer::serve(int socket)
{
    const auto connection = m_connections.find(socket); // absent if a command dropped it
    if (connection != m_connections.end() && !connection->second->serve())
        m_connections.erase(connection);
}

bool LoadServer::readCommands()
{
    std::array<char, 4096> buffer;
    const long count = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count <= 0)
        return count < 0 && errno == EAGAIN;
    m_commands.append(buffer.data(), std::size_t(count));
    for (std::size_t end = 0; (end = m_commands.find('\n')) != std::string::npos; m_commands.erase(0, end + 1))
        execute(m_commands.substr(0, end));
    std::fflush(stdout);
    return true;
}

void LoadServer::execute(const std::string &command)
{
    std::istringstream words(command);
    std::string keyword;
    words >> keyword;
    if (keyword == "send" || keyword == "annoy") {
        std::size_t first = 0;
        std::size_t accounts = 0;
        double rate = 0;
        double seconds = 0;
        if (words >> first >> accounts >> rate >> seconds && accounts > 0 && rate > 0
            && first + accounts <= m_context.accounts.all.size()) {
            const std::chrono::duration<double> time(seconds);
            if (keyword == "annoy") {
                m_correspondent.emplace(first, accounts, rate, time);
            } else {
                m_latest = {};
                m_schedule.emplace(first, accounts, rate, time);
            }
            return;
        }
    } else if (keyword == "drop") {
        double seconds = 0;
        if (words >> seconds)
            return drop(std::chrono::duration<double>(seconds));
    } else if (keyword == "stats") {
        return printStatistics();
    }
    std::printf("unknown command: %s\n", command.c_str());
}

// Like a restart of the server: messages that are not acknowledged are kept.
void LoadServer::drop(std::chrono::duration<double> time)
{
    close(m_listener);
    m_listener = -1;
    m_connections.clear();
    m_context.accounts.connects = {};
    m_context.accounts.logins = {};
    m_upAgain = Clock::now() + std::chrono::duration_cast<Clock::duration>(time);
}

void LoadServer::keepSchedule()
{
    if (m_upAgain && *m_upAgain <= Clock::now()) {
        m_upAgain.reset();
        listen();
    }
    keepHostileSchedule();
    if (!m_schedule)
        return;
    for (auto due = m_schedule->next(); const auto account = m_schedule->take(); due = m_schedule->next()) {
        m_latest = std::max(m_latest, Clock::now() - due);
        send(*account);
    }
    if (m_schedule->isOver()) {
        m_schedule.reset();
        std::printf("sent %zu\n", m_context.accounts.sent);
        std::fflush(stdout);
    }
}

// Skips an account that has not read the earlier stanzas.
void LoadServer::keepHostileSchedule()
{
    if (!m_correspondent)
        return;
    while (const auto account = m_correspondent->take()) {
        LoadConnection *connection = m_context.accounts.all[*account].connection;
        if (connection && connection->sendStanza(m_correspondent->stanzaFor(*account)))
            m_correspondent->countSent();
    }
}

// The id contains the time and the message's number.
void LoadServer::send(std::size_t account)
{
    LoadAccount &to = m_context.accounts.all[account];
    to.owed.push_back(
        {std::to_string(Clock::now().time_since_epoch().count()) + '-' + std::to_string(m_context.accounts.sent++)});
    if (to.connection)
        to.connection->deliver(to.owed.back());
}

void LoadServer::printStatistics() const
{
    const LoadAccounts &accounts = m_context.accounts;
    std::size_t owed = 0;
    for (const LoadAccount &account : accounts.all)
        owed += account.owed.size();
    std::printf(
        "stats online=%zu sent=%zu owed=%zu received=%zu distinct=%zu connects=%zu connects-peak=%zu logins=%zu "
        "logins-peak=%zu posted=%zu posted-twice=%zu latest-ms=%lld",
        accounts.online, accounts.sent, owed, accounts.received, accounts.receivedIds.size(), accounts.connects.total(),
        accounts.connects.peak(), accounts.logins.total(), accounts.logins.peak(), accounts.posted.size(),
        accounts.postedTwice, static_cast<long long>(m_latest / 1ms));
    if (m_correspondent) {
        for (const HostileCorrespondent::Kind &kind : m_correspondent->kinds())
            std::printf(" annoy-%s=%zu", std::string(kind.name).c_str(), kind.count);
    }
    std::printf("\n");
}

} // namespace WebJabber::Bench
