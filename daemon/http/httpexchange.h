// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpmessage.h"

#include <QElapsedTimer>
#include <QHttpServerResponder>
#include <QPointer>
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

    HttpExchange(HttpRequest request, QHttpServerResponder responder, QTcpSocket *socket, Finish finish);
    ~HttpExchange();
    Q_DISABLE_COPY_MOVE(HttpExchange)

    const HttpRequest &request() const { return m_request; }

    // Sends the answer; the second and later calls do nothing.
    void answer(HttpResponse response);
    // The same, and calls `done` once: with true when the whole answer was
    // handed to the kernel, with false when the connection ended before or did
    // not take it within a time that suits a slow phone.
    void answer(HttpResponse response, std::function<void(bool)> done);
    bool isAnswered() const { return !m_responder; }

private:
    void send(HttpResponse response);
    void sendWithoutBody(const HttpResponse &response, bool tellLength);

    HttpRequest m_request;
    std::optional<QHttpServerResponder> m_responder;
    QPointer<QTcpSocket> m_socket;
    Finish m_finish;
    QElapsedTimer m_age;
};

} // namespace WebJabber
