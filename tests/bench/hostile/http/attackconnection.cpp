// SPDX-License-Identifier: GPL-3.0-or-later
#include "attackconnection.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

static constexpr auto retryDelay = 20ms;
static constexpr std::size_t statusBytes = 12; // of a status line, up to its code

AttackConnection::AttackConnection(Attack &attack, AttackCounts &tally, std::uint16_t port, int net, int host)
    : m_attack(attack)
    , m_tally(tally)
    , m_port(port)
    , m_address(0x7f000000U | std::uint32_t(net) << 8U | std::uint32_t(host))
{
}

AttackConnection::~AttackConnection()
{
    if (m_socket >= 0)
        close(m_socket);
}

AttackConnection::Clock::time_point AttackConnection::next() const
{
    if (m_socket < 0)
        return m_next;
    if (!m_isConnected || m_written < m_out.size())
        return Clock::time_point::max(); // the socket becomes writable first
    switch (m_attack.next()) {
    case Attack::Next::Never:
        break;
    case Attack::Next::AtOnce:
        return Clock::now();
    case Attack::Next::AfterAnswer:
        return m_hasNews ? Clock::now() : m_next;
    case Attack::Next::AfterInterval:
        return m_next;
    }
    return Clock::time_point::max();
}

void AttackConnection::step()
{
    if (next() > Clock::now())
        return;
    if (m_socket < 0)
        return open();
    m_out = m_attack.more();
    m_written = 0;
    write();
}

void AttackConnection::open()
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(m_address);
    const int yes = 1;
    setsockopt(m_socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    (void)bind(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(m_port);
    m_isConnected = false;
    m_answer.clear();
    m_out = m_attack.opening();
    m_written = 0;
    m_hasNews = false;
    if (connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 && errno != EINPROGRESS)
        return end();
    m_isConnected = true; // an earlier write fails with EAGAIN
    ++m_tally.connects;
    write();
}

void AttackConnection::write()
{
    while (m_written < m_out.size()) {
        const long count = send(m_socket, m_out.data() + m_written, m_out.size() - m_written,
                                MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0 && (errno == EAGAIN || errno == ENOTCONN))
            return;
        if (count <= 0)
            return end();
        m_written += std::size_t(count);
        m_tally.bytes += std::size_t(count);
    }
    if (!m_out.empty())
        ++m_tally.writes;
    m_out.clear();
    m_written = 0;
    m_hasNews = false;
    m_next = Clock::now() + m_attack.interval();
    if (m_attack.leaves())
        end();
}

void AttackConnection::read()
{
    std::array<char, 16 * 1024> buffer;
    long count = 0;
    while ((count = recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0) {
        m_hasNews = true;
        if (m_answer.size() < statusBytes)
            m_answer.append(buffer.data(), std::size_t(count));
    }
    if (count == 0 || (errno != EAGAIN && errno != EINTR && errno != ENOTCONN))
        end();
}

void AttackConnection::end()
{
    ++m_tally.statuses[m_answer.size() < statusBytes ? 0 : std::atoi(m_answer.substr(9, 3).c_str())];
    close(m_socket);
    m_socket = -1;
    m_next = Clock::now() + retryDelay;
}

} // namespace WebJabber::Bench
