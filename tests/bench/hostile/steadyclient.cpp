// SPDX-License-Identifier: GPL-3.0-or-later
#include "steadyclient.h"

#include <array>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

static constexpr timeval timeout{.tv_sec = 30, .tv_usec = 0};

SteadyClient::~SteadyClient()
{
    fail();
}

HttpAnswer SteadyClient::fail()
{
    if (m_socket >= 0)
        close(std::exchange(m_socket, -1));
    return {};
}

// Returns nothing if the response is not complete yet.
static std::optional<HttpAnswer> answerIn(const QByteArray &received)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const QByteArray head = received.first(end + 2).toLower();
    static constexpr QByteArrayView name = "\r\ncontent-length:";
    const qsizetype field = head.indexOf(name);
    const qsizetype value = field + name.size();
    const qsizetype length = field < 0 ? 0
                                       : head.sliced(value, head.indexOf('\r', value) - value).trimmed().toLongLong();
    if (received.size() < end + 4 + length)
        return std::nullopt;
    return HttpAnswer{head.sliced(9, 3).toInt(), received.sliced(end + 4, length)};
}

HttpAnswer SteadyClient::sendRequest(const QByteArray &request)
{
    if (m_socket < 0) {
        m_socket = connectToPort(m_port);
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    }
    if (send(m_socket, request.constData(), std::size_t(request.size()), MSG_NOSIGNAL) != request.size())
        return fail();
    QByteArray received;
    std::array<char, 16 * 1024> buffer;
    while (true) {
        const auto count = recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return fail();
        received.append(buffer.data(), count);
        if (const auto answer = answerIn(received))
            return *answer;
    }
}

} // namespace WebJabber::Bench
