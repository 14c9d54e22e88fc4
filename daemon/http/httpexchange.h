// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpconnection.h"
#include "http/httpmessage.h"

#include <QElapsedTimer>
#include <QHttpServerResponder>
#include <QLocalSocket>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <optional>

namespace WebJabber {

// One request and the answer owed to it. Shared by whoever works on the answer;
// if the last of them goes without answering, the client is told 503.
class HttpExchange
{
public:
    // Adds what every answer has, CORS headers say, when one is about to be sent.
    using Finish = std::function<void(const HttpExchange &, HttpResponse &)>;

    // `device` is an HttpConnection, or the QLocalSocket of an operator.
    HttpExchange(HttpRequest request, QHttpServerResponder responder, QIODevice *device, Finish finish);
    ~HttpExchange();
    Q_DISABLE_COPY_MOVE(HttpExchange)

    const HttpRequest &request() const { return m_request; }
    // What stands for the {...} of the route's path, in their order.
    const QStringList &pathParameters() const { return m_pathParameters; }
    // `route` is the path as the table of routes has it.
    void setRoute(const QString &route, const QStringList &parameters);

    std::chrono::nanoseconds age() const { return m_age.durationElapsed(); }

    // Sends the answer; the second and later calls do nothing.
    void answer(HttpResponse response);
    // The same, and calls `done` once: with true when the peer's TCP has
    // acknowledged the whole answer, with false when the connection ended before,
    // did not take it within a time that suits a slow phone, or did not
    // acknowledge it within a second.
    void answer(HttpResponse response, HttpConnection::Written done);
    bool isAnswered() const { return !m_responder; }

    // Answers with a body that goes on until endStream(): first the head ...
    void beginStream(HttpResponse head);
    bool isStreaming() const { return m_isStreaming; }
    // ... then pieces, which must not be empty.
    void writeToStream(const QByteArray &piece);
    void endStream();
    // What the client has not taken yet, in bytes.
    qint64 backlog() const { return m_device ? m_device->bytesToWrite() : 0; }
    // Ends the connection without a goodbye.
    void drop();

    // Calls `call` once when the client is gone or sends no more; at once, on a fresh stack, where it is so already.
    void whenLeft(QObject *context, const std::function<void()> &call) const;
    // Nobody is there to be answered.
    bool isDisconnected() const;

    // Null once it is gone, and where the other is what there is.
    HttpConnection *connection() const { return qobject_cast<HttpConnection *>(m_device); }
    QLocalSocket *localSocket() const { return qobject_cast<QLocalSocket *>(m_device); }

private:
    void send(HttpResponse response);
    void sendHead(const HttpResponse &response, const QByteArray &framing);

    HttpRequest m_request;
    QStringList m_pathParameters;
    std::optional<QHttpServerResponder> m_responder;
    QPointer<QIODevice> m_device;
    Finish m_finish;
    QElapsedTimer m_age;
    bool m_isStreaming = false;
    bool m_isStreamPlain = false; // its body has no chunks
};

} // namespace WebJabber
