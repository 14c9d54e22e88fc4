// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpserver.h"

#include <QTcpSocket>
#include <QTest>

#include <memory>

namespace WebJabber::Test {

// Runs the event loop until the condition holds, which only events can change. Returns false after 20 s.
[[nodiscard]] bool waitFor(const std::function<bool()> &condition);

// An HTTP server in the test's process with these routes: /now answers at once, /later on command, /stream does not
// end, /echo returns the body, /made has a Location, /sure and /big report whether their answer arrived. /big is larger
// than the sockets' buffers.
class HttpFixture
{
public:
    explicit HttpFixture(HttpSettings settings = {});

    HttpServer &server() { return *m_server; }
    quint16 port() const { return m_server->port(); }
    // The requests that reached their route: "GET /now".
    QStringList executed() const { return m_executed; }
    // The unanswered requests to /later and /stream, the oldest first.
    std::vector<Exchange> waiting;
    QList<HttpRequest> requests; // that were executed
    QList<bool> written; // whether each answer to /sure and /big arrived

    void destroyServer() { m_server.reset(); }

    static HttpSettings anyPort(HttpSettings settings = {});

private:
    void addRoute(RouteTable &table, const QString &path, const Handler &handler);

    QStringList m_executed;
    std::unique_ptr<HttpServer> m_server;
};

// A client that sends given bytes unchanged. Its waiting functions run the event loop.
class RawClient
{
public:
    explicit RawClient(quint16 port, const QHostAddress &from = {});

    void send(const QByteArray &bytes);
    // Whether the kernel has all sent bytes.
    [[nodiscard]] bool isSent() const { return m_socket.bytesToWrite() == 0; }
    void closeSending(); // shuts down its half of the connection
    void vanish() { m_socket.abort(); }
    // From now on received bytes stay in the kernel.
    void stopReading() { m_socket.setReadBufferSize(1); }
    void resumeReading();
    bool hasReceived() const { return m_socket.bytesAvailable() > 0; }

    struct Answer {
        int status = 0; // 0: there was no response
        QByteArray head;
        QByteArray body;
        QByteArray field(const QByteArray &name) const; // all values, joined
    };
    // The next complete response; a response to HEAD has no body.
    Answer answer(bool isHead = false);
    // Whether the server has closed the connection, or closes it in time. received() has the remaining bytes.
    [[nodiscard]] bool isClosed();
    // The received bytes that answer() has not consumed.
    const QByteArray &received();
    QTcpSocket &socket() { return m_socket; }

private:
    bool readAnswer(Answer &answer, bool isHead);

    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace WebJabber::Test
