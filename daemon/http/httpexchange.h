// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpconnection.h"
#include "http/httpmessage.h"
#include "http/responder.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>

namespace WebJabber {

// One request and its answer. Shared by everything that works on the answer; if the last owner releases it unanswered,
// the client gets a 503.
class HttpExchange
{
public:
    // Called right before an answer is sent. Adds the common header fields, such as CORS.
    using Finish = std::function<void(const HttpExchange &, HttpResponse &)>;

    HttpExchange(HttpRequest request, std::unique_ptr<Responder> responder, HttpConnection &connection, Finish finish);
    ~HttpExchange();
    Q_DISABLE_COPY_MOVE(HttpExchange)

    const HttpRequest &request() const { return m_request; }
    // The values of the {...} segments of the route's path, in order.
    const QStringList &pathParameters() const { return m_pathParameters; }
    // `route` is the path as in the route table.
    void setRoute(const QString &route, const QStringList &parameters);

    std::chrono::nanoseconds age() const { return m_age.durationElapsed(); }

    // Sends the answer. Does nothing after the first call.
    void answer(HttpResponse response);
    // Sends the answer and calls `done` once: with true when the peer's TCP has acknowledged all of it, with false if
    // the connection ended before, the client took nothing for ConnectionTimes::write, or did not acknowledge it within
    // one second.
    void answer(HttpResponse response, HttpConnection::Written done);
    bool isAnswered() const { return !m_responder; }

    // Starts an answer whose body is written in pieces until endStream().
    void beginStream(HttpResponse head);
    bool isStreaming() const { return m_isStreaming; }
    // `piece` must not be empty.
    void writeToStream(const QByteArray &piece);
    void endStream();
    // Bytes that the client has not taken yet.
    qint64 backlog() const { return m_connection ? m_connection->bytesToWrite() : 0; }
    // Closes the connection immediately, without an end of the answer.
    void drop();

    // Calls `call` once, when the client closes the connection or its sending half. If it already has, `call` is
    // invoked from the event loop.
    void whenPeerCloses(QObject *context, const std::function<void()> &call) const;
    // True if the client cannot be answered any more.
    bool isDisconnected() const { return !m_connection || m_connection->isClosed(); }

    // Null if the connection is gone.
    HttpConnection *connection() const { return m_connection; }

private:
    void send(HttpResponse response);

    HttpRequest m_request;
    QStringList m_pathParameters;
    std::unique_ptr<Responder> m_responder; // null after the answer
    QPointer<HttpConnection> m_connection;
    Finish m_finish;
    QElapsedTimer m_age;
    bool m_isStreaming = false;
};

} // namespace WebJabber
