// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpserver.h"

#include <QTcpSocket>
#include <QTest>

#include <memory>

namespace WebJabber::Test {

// Runs the event loop until the condition holds, which only events can make it
// do; false after 20 s.
[[nodiscard]] bool waitFor(const std::function<bool()> &condition);

// An HTTP server in the test's own process, and its routes: /now answers at
// once, /later when told, /stream goes on, /echo gives back the body, /made has a
// Location, /sure must be known to have arrived, as must /big, which is more than
// the sockets' buffers take.
class HttpBench
{
public:
    explicit HttpBench(HttpSettings settings = {});

    HttpServer &server() { return *m_server; }
    quint16 port() const { return m_server->port(); }
    // The requests that reached their route: "GET /now".
    QStringList executed() const { return m_executed; }
    // Those to /later and /stream that wait, the oldest first.
    std::vector<Exchange> waiting;
    QList<HttpRequest> requests; // that were executed
    QList<bool> written; // what became of the answers to /sure and /big

    void destroyServer() { m_server.reset(); }

    static HttpSettings anyPort(HttpSettings settings = {});

private:
    void addRoute(RouteTable &table, const QString &path, const Handler &handler);

    QStringList m_executed;
    std::unique_ptr<HttpServer> m_server;
};

// A client that says what it is told to, byte for byte. Its waiting functions
// run the event loop.
class RawClient
{
public:
    explicit RawClient(quint16 port, const QHostAddress &from = {});

    void send(const QByteArray &bytes);
    // The kernel has all that was sent.
    [[nodiscard]] bool isSent() const { return m_socket.bytesToWrite() == 0; }
    void closeSending(); // its half of the connection
    void vanish() { m_socket.abort(); }
    // From now on nothing is taken.
    void stopReading() { m_socket.setReadBufferSize(1); }
    void resumeReading();
    bool hasHeard() const { return m_socket.bytesAvailable() > 0; }

    struct Answer {
        int status = 0; // 0: none came
        QByteArray head;
        QByteArray body;
        QByteArray field(const QByteArray &name) const; // all its values, joined
    };
    // The next whole answer; to a HEAD there is no body to wait for.
    Answer answer(bool isHead = false);
    // Whether the server has closed, or does; what came is in received().
    [[nodiscard]] bool isClosed();
    // What came and is not taken by answer().
    const QByteArray &received();
    QTcpSocket &socket() { return m_socket; }

private:
    bool readAnswer(Answer &answer, bool isHead);

    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace WebJabber::Test
