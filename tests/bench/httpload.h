// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>
#include <vector>

namespace WebJabber::Bench {

// A request, ready for the wire. `body` is JSON.
QByteArray httpRequest(const QByteArray &method, const QByteArray &path, const QByteArray &token = {},
                       const QByteArray &body = {});
// A connected TCP socket to 127.0.0.1; ends the bench where there is none.
int connectToPort(quint16 port);

struct HttpAnswer {
    int status = 0;
    QByteArray body;
};

// Keep-alive connections to 127.0.0.1, each with one request under way at a time.
class HttpLoad
{
public:
    // An empty request ends it.
    using Ask = std::function<QByteArray(int number)>;
    using Take = std::function<void(int number, const HttpAnswer &answer)>;

    HttpLoad(quint16 port, int connections);
    ~HttpLoad();
    Q_DISABLE_COPY_MOVE(HttpLoad)

    // Makes requests until `ask` has no more and all are answered; requests a second.
    double run(const Ask &ask, const Take &take);
    // Makes requests for so long; ends the bench where one is not answered 2xx
    // with this text in it.
    double runFor(std::chrono::duration<double> time, const Ask &ask, const QByteArray &expected);

private:
    struct Connection {
        int socket = -1;
        int number = -1; // of the request under way
        QByteArray request;
        QByteArray received;
    };

    bool start(Connection &connection, const Ask &ask);
    // Whether the answer is whole now.
    bool read(Connection &connection, HttpAnswer &answer);

    int m_next = 0;
    std::vector<Connection> m_connections;
};

} // namespace WebJabber::Bench
