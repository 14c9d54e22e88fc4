// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>
#include <vector>

namespace WebJabber::Bench {

// A complete HTTP request. `body` is JSON.
QByteArray httpRequest(const QByteArray &method, const QByteArray &path, const QByteArray &token = {},
                       const QByteArray &body = {});
// A TCP socket connected to 127.0.0.1. Ends the bench on failure.
int connectToPort(quint16 port);

struct HttpAnswer {
    int status = 0;
    QByteArray body;
};

// Keep-alive connections to 127.0.0.1, each with one request in flight at a time.
class HttpLoad
{
public:
    // An empty request ends the run.
    using RequestSource = std::function<QByteArray(int number)>;
    using ResponseHandler = std::function<void(int number, const HttpAnswer &answer)>;

    HttpLoad(quint16 port, int connections);
    ~HttpLoad();
    Q_DISABLE_COPY_MOVE(HttpLoad)

    // Sends requests until `ask` returns an empty one and all have been answered. Returns requests per second.
    double run(const RequestSource &ask, const ResponseHandler &take);
    // Sends requests for this time. Ends the bench if a response is not 2xx or lacks this text. Returns requests per
    // second.
    double runFor(std::chrono::duration<double> time, const RequestSource &ask, const QByteArray &expected);

private:
    struct Connection {
        int socket = -1;
        int number = -1; // of the request in flight
        QByteArray request;
        QByteArray received;
    };

    bool start(Connection &connection, const RequestSource &ask);
    // Returns whether the response is complete.
    bool read(Connection &connection, HttpAnswer &answer);

    int m_next = 0;
    std::vector<Connection> m_connections;
};

} // namespace WebJabber::Bench
