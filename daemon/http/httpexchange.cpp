// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpexchange.h"

namespace WebJabber {

using Method = HttpMethod;

HttpExchange::HttpExchange(HttpRequest request, QHttpServerResponder responder, QIODevice *device, Finish finish)
    : m_request(std::move(request))
    , m_responder(std::move(responder))
    , m_device(device)
    , m_finish(std::move(finish))
{
    m_age.start();
}

HttpExchange::~HttpExchange()
{
    if (m_isStreaming)
        endStream();
    else if (!isAnswered())
        answer(HttpResponse::empty(503));
}

void HttpExchange::setRoute(const QString &route, const QStringList &parameters)
{
    m_request.route = route;
    m_pathParameters = parameters;
}

void HttpExchange::answer(HttpResponse response)
{
    if (isAnswered() || m_isStreaming)
        return;
    send(std::move(response));
    if (HttpConnection *tcp = connection())
        tcp->finishAnswer();
}

void HttpExchange::answer(HttpResponse response, HttpConnection::Written done)
{
    HttpConnection *tcp = connection();
    if (isAnswered())
        return done(false);
    if (!tcp || tcp->isLeft()) {
        // `done` gets false, so the client must not receive the answer.
        drop();
        answer(std::move(response));
        return done(false);
    }
    send(std::move(response));
    tcp->finishAnswer(std::move(done));
}

// RFC 9112, section 6.1: HTTP/1.0 has no chunked coding, so there the end of the connection marks the end of the
// answer.
void HttpExchange::beginStream(HttpResponse head)
{
    if (isAnswered() || m_isStreaming)
        return;
    HttpConnection *tcp = connection();
    m_isStreaming = true;
    m_isStreamPlain = tcp && tcp->isHttp10();
    if (m_isStreamPlain)
        tcp->endAfterAnswer();
    m_finish(*this, head);
    if (m_request.method == Method::Head || m_isStreamPlain)
        sendHead(head, m_isStreamPlain ? QByteArray() : QByteArrayLiteral("transfer-encoding: chunked\r\n"));
    else
        m_responder->writeBeginChunked(head.headers, QHttpServerResponder::StatusCode(head.status));
    if (tcp)
        tcp->beginStream();
}

void HttpExchange::writeToStream(const QByteArray &piece)
{
    if (!m_isStreaming || !m_device || m_request.method == Method::Head)
        return;
    if (m_isStreamPlain)
        m_device->write(piece);
    else
        m_responder->writeChunk(piece);
    if (HttpConnection *tcp = connection())
        tcp->sendWritten();
}

void HttpExchange::endStream()
{
    if (!std::exchange(m_isStreaming, false))
        return;
    // WORKAROUND (Qt 6.8): QHttpServerResponder warns about an empty last chunk, which is needed here; ends with one
    // that does not.
    if (m_device && !m_isStreamPlain && m_request.method != Method::Head)
        m_device->write("0\r\n\r\n");
    m_responder.reset();
    if (HttpConnection *tcp = connection())
        tcp->finishAnswer();
}

void HttpExchange::drop()
{
    if (HttpConnection *tcp = connection())
        tcp->abort();
    else if (QLocalSocket *local = localSocket())
        local->abort();
}

void HttpExchange::whenLeft(QObject *context, const std::function<void()> &call) const
{
    if (const HttpConnection *tcp = connection(); tcp && !tcp->isLeft())
        QObject::connect(tcp, &HttpConnection::left, context, call, Qt::SingleShotConnection);
    else if (const QLocalSocket *local = localSocket(); local && !isDisconnected())
        QObject::connect(local, &QLocalSocket::disconnected, context, call, Qt::SingleShotConnection);
    else
        QMetaObject::invokeMethod(context, call, Qt::QueuedConnection);
}

bool HttpExchange::isDisconnected() const
{
    if (const HttpConnection *tcp = connection())
        return tcp->state() != QAbstractSocket::ConnectedState;
    const QLocalSocket *local = localSocket();
    return !local || local->state() != QLocalSocket::ConnectedState;
}

// WORKAROUND (Qt 6.8): QHttpServerResponder always adds a Content-Length. A 204 must not have one (RFC 9110, section
// 8.6), and for HEAD and 304 it would be 0; ends with a responder that omits it.
void HttpExchange::send(HttpResponse response)
{
    m_finish(*this, response);
    const bool isHead = m_request.method == Method::Head;
    if (isHead)
        sendHead(response, "content-length: " + QByteArray::number(response.body.size()) + "\r\n");
    else if (response.status == 204 || response.status == 304)
        sendHead(response, {});
    else
        m_responder->write(response.body, response.headers, QHttpServerResponder::StatusCode(response.status));
    m_responder.reset();
}

void HttpExchange::sendHead(const HttpResponse &response, const QByteArray &framing)
{
    if (m_device)
        m_device->write(headOf(response) + framing + "\r\n");
}

} // namespace WebJabber
