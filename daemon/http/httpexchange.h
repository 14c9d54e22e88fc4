// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpmessage.h"

#include <QElapsedTimer>
#include <QHttpServerResponder>
#include <QLocalSocket>
#include <QPointer>
#include <QStringList>
#include <QTcpSocket>

#include <functional>
#include <optional>

namespace WebJabber {

// One request and the answer owed to it. Shared by whoever works on the answer;
// if the last of them goes without answering, the client is told 503.
class HttpExchange
{
public:
    // Adds what every answer has, CORS headers say.
    using Finish = std::function<void(const HttpRequest &, HttpResponse &)>;

    // `device` is the connection, a QTcpSocket or a QLocalSocket; null where it is gone.
    HttpExchange(HttpRequest request, QHttpServerResponder responder, QIODevice *device, Finish finish);
    ~HttpExchange();
    Q_DISABLE_COPY_MOVE(HttpExchange)

    const HttpRequest &request() const { return m_request; }
    // What stands for the {...} of the route's path, in their order.
    const QStringList &pathParameters() const { return m_pathParameters; }
    // `route` is the path as the table of routes has it.
    void setRoute(const QString &route, const QStringList &parameters);

    // Sends the answer; the second and later calls do nothing.
    void answer(HttpResponse response);
    // The same, and calls `done` once: with true when the whole answer was
    // handed to the kernel, with false when the connection ended before or did
    // not take it within a time that suits a slow phone.
    void answer(HttpResponse response, std::function<void(bool)> done);
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

    // The connection; null once it is gone. For hearing of its disconnected().
    QTcpSocket *socket() const { return qobject_cast<QTcpSocket *>(m_device); } // also null where it is a UNIX one
    QIODevice *device() const { return m_device; }

private:
    void send(HttpResponse response);
    void sendWithoutBody(const HttpResponse &response, bool tellLength);
    void logAccess(const HttpResponse &response) const;

    HttpRequest m_request;
    QStringList m_pathParameters;
    std::optional<QHttpServerResponder> m_responder;
    QPointer<QIODevice> m_device;
    Finish m_finish;
    QElapsedTimer m_age;
    bool m_isStreaming = false;
};

} // namespace WebJabber
