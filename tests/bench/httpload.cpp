// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpload.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using Clock = std::chrono::steady_clock;

QByteArray httpRequest(const QByteArray &method, const QByteArray &path, const QByteArray &token,
                       const QByteArray &body)
{
    QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token.isEmpty())
        request += "Authorization: Bearer " + token + "\r\n";
    if (!body.isEmpty())
        request += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    return request + "\r\n" + body;
}

int connectToPort(quint16 port)
{
    const int result = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (result < 0 || connect(result, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("port %d: %s", int(port), qPrintable(qt_error_string()));
    const int yes = 1;
    setsockopt(result, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return result;
}

HttpLoad::HttpLoad(quint16 port, int connections)
    : m_connections(std::size_t(connections))
{
    for (Connection &connection : m_connections)
        connection.socket = connectToPort(port);
}

HttpLoad::~HttpLoad()
{
    for (const Connection &connection : m_connections)
        close(connection.socket);
}

bool HttpLoad::start(Connection &connection, const RequestSource &ask)
{
    connection.request = ask(m_next);
    connection.number = connection.request.isEmpty() ? -1 : m_next++;
    connection.received.clear();
    // A request is small and fits into the socket's buffer.
    if (connection.number >= 0
        && send(connection.socket, connection.request.constData(), std::size_t(connection.request.size()), MSG_NOSIGNAL)
            != connection.request.size())
        qFatal("a request could not be sent: %s", qPrintable(qt_error_string()));
    return connection.number >= 0;
}

bool HttpLoad::read(Connection &connection, HttpAnswer &answer)
{
    std::array<char, 16 * 1024> buffer;
    const auto count = recv(connection.socket, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        qFatal("the connection was closed before the answer to %s", connection.request.first(40).constData());
    connection.received.append(buffer.data(), count);
    const QByteArray &received = connection.received;
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const QByteArray head = received.first(end + 2).toLower();
    static constexpr QByteArrayView name = "\r\ncontent-length:";
    const qsizetype field = head.indexOf(name);
    const qsizetype value = field + name.size();
    const qsizetype length = field < 0 ? 0
                                       : head.sliced(value, head.indexOf('\r', value) - value).trimmed().toLongLong();
    if (received.size() < end + 4 + length)
        return false;
    answer = {head.sliced(9, 3).toInt(), received.sliced(end + 4, length)};
    return true;
}

double HttpLoad::run(const RequestSource &ask, const ResponseHandler &take)
{
    const auto begin = Clock::now();
    std::vector<pollfd> polled;
    qint64 answered = 0;
    m_next = 0;
    for (Connection &connection : m_connections)
        polled.push_back({connection.socket, POLLIN, 0});
    auto running = std::ranges::count_if(m_connections, [&](Connection &connection) { return start(connection, ask); });
    while (running > 0) {
        poll(polled.data(), polled.size(), -1);
        for (std::size_t i = 0; i < polled.size(); ++i) {
            HttpAnswer answer;
            if (polled[i].revents == 0 || m_connections[i].number < 0 || !read(m_connections[i], answer))
                continue;
            take(m_connections[i].number, answer);
            ++answered;
            if (!start(m_connections[i], ask))
                --running;
        }
    }
    QCoreApplication::processEvents();
    return double(answered) / std::chrono::duration<double>(Clock::now() - begin).count();
}

double HttpLoad::runFor(std::chrono::duration<double> time, const RequestSource &ask, const QByteArray &expected)
{
    const auto end = Clock::now() + time;
    return run([&](int number) { return Clock::now() < end ? ask(number) : QByteArray(); },
               [&](int, const HttpAnswer &answer) {
                   if (answer.status / 100 != 2 || !answer.body.contains(expected))
                       qFatal("answered %d: %s", answer.status, answer.body.constData());
               });
}

} // namespace WebJabber::Bench
